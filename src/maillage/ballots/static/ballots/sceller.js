/* Seals a confidential ballot in the browser (ECIES: P-256, HKDF-SHA256, AES-256-GCM), as `sealing.py` opens it.
   Without WebCrypto the form leaves as it is and the server seals on receipt; if sealing fails here, the voter is told and
   presses again: nothing leaves in clear after a promise that it would not. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-scelle]");
  if (!form || !window.crypto || !crypto.subtle || !window.TextEncoder) return;
  const told = form.querySelector("[data-scelleur]");
  const refusal = form.querySelector("[data-refus]");
  const text = new TextEncoder();
  const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const base64 = (array) => btoa(String.fromCharCode(...array));
  const ECDH = { name: "ECDH", namedCurve: "P-256" };
  const isBallot = (name) => /^(choix|blanc|rang-\d+|mention-\d+)$/.test(name);

  async function seal(plain) {
    const size = Number(form.dataset.taille);
    const receiver = bytes(form.dataset.cle);
    const said = text.encode(plain);
    if (said.length > size) throw new Error("too long");
    const pair = await crypto.subtle.generateKey(ECDH, false, ["deriveBits"]);
    const sender = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const theirs = await crypto.subtle.importKey("raw", receiver, ECDH, false, []);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256);
    const salt = new Uint8Array([...sender, ...receiver]);
    const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const key = await crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt, info: text.encode(form.dataset.info) },
      base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const padded = new Uint8Array(2 + size);
    padded[0] = said.length >> 8;
    padded[1] = said.length & 255;
    padded.set(said, 2);
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, padded));
    return base64(new Uint8Array([...sender, ...nonce, ...sealed]));
  }

  const shares = () => [...form.querySelectorAll("input[name^='voix-']")]
    .map((input) => [input.name.slice(5), Number(input.value || 0)]);

  /* The server reads figures without a choice as a share too. */
  function shared() {
    const chosen = form.querySelector("input[name=choix]:checked");
    return chosen ? chosen.value === "partage" : shares().some(([, count]) => count > 0);
  }

  /* One text for each right, or null when nothing is chosen: the server says so. */
  function ballots() {
    const rights = Number(form.dataset.droits);
    const fields = [...new FormData(form)].filter(([name, value]) => isBallot(name) && value !== "");
    if (shared()) {
      return shares().flatMap(([name, count]) => Array(count).fill("choix=" + name));
    }
    if (!fields.length) return null;
    return Array(rights).fill(new URLSearchParams(fields).toString());
  }

  const blank = form.querySelector("input[type=checkbox][name=blanc]");
  const isChosen = (field) => (/^(checkbox|radio)$/.test(field.type) ? field.checked : field.value !== "");
  const choices = () => [...form.elements].filter((field) => field !== blank && isBallot(field.name));

  function fault() {
    if (blank && blank.checked && choices().some(isChosen)) return form.dataset.deux;
    if (shared()) {
      const counts = shares().map(([, count]) => count);
      const whole = counts.every((count) => Number.isInteger(count) && count >= 0);
      if (!whole || counts.reduce((all, count) => all + count, 0) !== Number(form.dataset.droits)) return form.dataset.partage;
    }
    const ranks = [...form.querySelectorAll("select[name^='rang-']")].map((one) => one.value).filter(Boolean);
    if (form.dataset.double && new Set(ranks).size !== ranks.length) return form.dataset.double;
    const most = Number(form.dataset.max);
    const ticked = form.querySelectorAll("input[type=checkbox][name=choix]:checked").length;
    return most && ticked > most ? form.dataset.trop : "";
  }

  /* A blank ballot names nobody: to ask for one lets go of the choices, to choose lets go of it. */
  form.addEventListener("change", ({ target }) => {
    if (!blank || !isBallot(target.name)) return;
    if (target !== blank) { if (isChosen(target)) blank.checked = false; return; }
    if (blank.checked) for (const field of choices()) { if (/^(checkbox|radio)$/.test(field.type)) field.checked = false; else field.value = ""; }
  });
  if (told) told.textContent = told.dataset.ici;
  form.addEventListener("submit", async (event) => {
    if (form.dataset.pret) return;
    const why = fault();
    if (why) {
      event.preventDefault();
      refusal.textContent = why;
      refusal.hidden = false;
      return;
    }
    const plain = ballots();
    if (!plain) return;
    event.preventDefault();
    try {
      const boxes = [];
      for (const one of plain) boxes.push(await seal(one));
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = "boites";
      hidden.value = boxes.join(",");
      for (const field of [...form.elements]) if (isBallot(field.name) || /^voix-/.test(field.name)) field.disabled = true;
      form.append(hidden);
    } catch (error) {
      form.dataset.pret = "1";
      if (told) told.textContent = form.dataset.echec;
      refusal.textContent = form.dataset.echec;
      refusal.hidden = false;
      return;
    }
    form.dataset.pret = "1";
    HTMLFormElement.prototype.submit.call(form);
  });
})();
