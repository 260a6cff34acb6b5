/* Seals a confidential ballot in the browser (ECIES: P-256, HKDF-SHA256, AES-256-GCM), as `sealing.py` opens it.
   Without WebCrypto, or if anything fails, the form leaves as it is and the server seals on receipt. */
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

  /* One text for each right, or null when the server should answer (nothing chosen, a share that does not add up). */
  function ballots() {
    const rights = Number(form.dataset.droits);
    const fields = [...new FormData(form)].filter(([name, value]) => isBallot(name) && value !== "");
    if (!fields.length) return null;
    if (fields.some(([name, value]) => name === "choix" && value === "partage")) {
      const all = [];
      for (const input of form.querySelectorAll("input[name^='voix-']")) {
        const count = Number(input.value || 0);
        if (!Number.isInteger(count) || count < 0 || count > rights) return null;
        for (let at = 0; at < count; at += 1) all.push("choix=" + input.name.slice(5));
      }
      return all.length === rights ? all : null;
    }
    return Array(rights).fill(new URLSearchParams(fields).toString());
  }

  function fault() {
    const ranks = [...form.querySelectorAll("select[name^='rang-']")].map((one) => one.value).filter(Boolean);
    if (form.dataset.double && new Set(ranks).size !== ranks.length) return form.dataset.double;
    const most = Number(form.dataset.max);
    const ticked = form.querySelectorAll("input[type=checkbox][name=choix]:checked").length;
    return most && ticked > most ? form.dataset.trop : "";
  }

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
      /* The server seals it instead, and the receipt says so. */
    }
    form.dataset.pret = "1";
    HTMLFormElement.prototype.submit.call(form);
  });
})();
