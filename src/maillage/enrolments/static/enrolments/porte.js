/* The desk at the door. Without this file every button is a form; with it nothing reloads, and nothing is lost when the
   network goes: what is noted is kept on the device with a nonce made here, and sent until the house has answered. */
(() => {
  "use strict";
  const main = document.querySelector("[data-porte]");
  if (!main) return;
  const one = (selector, root = main) => root.querySelector(selector);
  const all = (selector, root = main) => [...root.querySelectorAll(selector)];
  const PREFIX = "maillage-porte:", ADDRESS = main.dataset.envoi, END = Date.parse(main.dataset.fin);
  const KEY = `${PREFIX}${ADDRESS}|`, EVERY = 15000, MOST = 50;
  const words = {};
  all("[data-m]", one("[data-mots]").content).forEach((span) => { words[span.dataset.m] = span.textContent; });
  const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[’‘`´]/g, "'").replace(/œ/g, "oe").replace(/æ/g, "ae");
  const nonce = () => [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const hour = (at) => {
    const [day, { lang }] = [new Date(at), document.documentElement];
    if (!lang.startsWith("fr")) return day.toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit" });
    return `${day.getHours()}\u00a0h\u00a0${String(day.getMinutes()).padStart(2, "0")}`; // as the server writes it
  };

  // What waits to be sent: a key for each thing, so that two tabs of one device never overwrite one another
  const memory = new Map();
  const disk = (() => { try { localStorage.setItem(`${PREFIX}?`, "1"); localStorage.removeItem(`${PREFIX}?`); return localStorage; } catch { return null; } })();
  const keys = () => (disk ? Object.keys(disk) : [...memory.keys()]).filter((key) => key.startsWith(PREFIX));
  const read = (key) => { try { return JSON.parse(disk ? disk.getItem(key) : memory.get(key)); } catch { return null; } };
  const forget = (key) => { if (disk) disk.removeItem(key); memory.delete(key); };
  const waiting = () => keys().filter((key) => key.startsWith(KEY)).sort().map((key) => ({ key, ...read(key) })).filter((event) => event.nonce);
  let rank = 0;
  const keep = (event) => {
    const key = `${KEY}${Date.now()}.${String(rank++).padStart(6, "0")}.${event.nonce}`, text = JSON.stringify({ ...event, end: END });
    memory.set(key, text);
    if (disk) try { disk.setItem(key, text); memory.delete(key); } catch { /* full: it stays in memory */ }
  };
  const erasePast = () => keys().forEach((key) => { const event = read(key); if (!event || !(event.end > Date.now())) forget(key); });

  // Rows
  const list = one("[data-noms]"), banner = one("[data-bandeau]"), notes = one("[data-dits]"), counts = one("[data-comptes]");
  const rows = () => (list ? all(":scope > li", list) : []);
  const rowOf = (place) => rows().find((row) => row.dataset.place === String(place));
  const nameOf = (row) => (row ? one("b", row).textContent : "");
  const undoBlock = (id) => { const block = one('[data-modele="annuler"]').content.cloneNode(true).firstElementChild; one("[name=undo]", block).value = id; return block; };
  const mark = (row, at, id, pending) => {
    const label = one("[data-la]", row), button = one("button[name=place]", row);
    const changed = row.dataset.nonce !== (id || "");
    row.dataset.nonce = id || "";
    label.hidden = !at;
    button.hidden = Boolean(at);
    label.textContent = at ? say("arrive", { h: hour(at) }) + (pending ? ` (${say("garde")})` : "") : "";
    label.classList.toggle("attente", Boolean(pending));
    const block = one("details", row);
    if (block && (changed || !at)) block.remove();
    if (at && (changed || !block)) label.parentElement.nextElementSibling.after(undoBlock(id));
  };
  const add = (told) => {
    if (!list || rowOf(told.place)) return;
    const row = one('[data-modele="ligne"]').content.cloneNode(true).firstElementChild;
    Object.assign(row.dataset, { place: told.place, nom: told.folded, code: told.code, nonce: "" });
    one("b", row).textContent = told.name;
    one("small", row).textContent = told.note;
    one("button", row).value = told.place;
    one(".vh", row).textContent = ` : ${told.name}`;
    list.insertBefore(row, rows().find((other) => other.dataset.nom > told.folded) || null);
    main.dataset.dernier = Math.max(Number(main.dataset.dernier), told.place);
  };

  // Search as one types
  const search = one("[data-chercher]"), field = search && one("[type=search]", search);
  let group = "";
  const filter = () => {
    if (!list) return;
    all("button[name=group]", list).forEach((button) => { button.hidden = !rows().some((row) => row.dataset.code === button.closest("li").dataset.code && !row.dataset.nonce); });
    const asked = fold(field.value).split(/\s+/).filter(Boolean), state = one("[name=etat]:checked", search).value;
    let shown = 0;
    rows().forEach((row) => {
      const came = Boolean(row.dataset.nonce);
      row.hidden = !asked.every((word) => row.dataset.nom.includes(word)) || (state === "attendus" && came) || (state === "arrives" && !came) || (group !== "" && row.dataset.code !== group);
      shown += !row.hidden;
    });
    one("[data-personne]").hidden = shown > 0;
  };
  if (search) {
    search.dataset.vif = "1";
    search.addEventListener("submit", (event) => event.preventDefault());
    search.addEventListener("input", () => { group = ""; filter(); });
  }

  // What is said: the banner, and what became of something
  let state = navigator.onLine ? "" : "hors", told = null;
  const draw = () => {
    const queue = waiting(), n = queue.length;
    const name = state || (n ? "attend" : "");
    banner.hidden = !name;
    banner.textContent = name ? say(name, { n }) : "";
    banner.className = `avis ${state ? "al" : ""}`;
    if (told) {
      const more = queue.reduce((sum, event) => sum + ({ arrival: 1, undo: -1, walkin: Number(event.number) }[event.kind] || 0), 0);
      one("[data-presents]").textContent = Math.max(0, told.present + more);
      if (one("[data-inscrits]")) one("[data-inscrits]").textContent = told.registered;
      one("[data-sans]").hidden = !told.without;
      one("[data-sans-n]").textContent = told.without;
    }
  };
  const note = (text, tone, action) => {
    const box = document.createElement("div"), line = document.createElement("p"), close = document.createElement("button");
    box.className = `avis dit ${tone}`;
    box.setAttribute("role", "status");
    line.textContent = text;
    close.type = "button";
    close.className = "btn lien petit";
    close.textContent = say("oublier");
    close.addEventListener("click", () => box.remove());
    box.append(line);
    if (action) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn second petit";
      button.textContent = action.label;
      button.addEventListener("click", () => { action.run(); box.remove(); });
      box.append(button);
    }
    box.append(close);
    notes.append(box);
    if (tone === "ok") setTimeout(() => box.remove(), 4000);
  };

  // Sending
  let busy = false, failures = 0, timer = 0, over = false, again = false;
  const later = () => { clearTimeout(timer); timer = setTimeout(send, Math.min(EVERY, 2000 * 2 ** Math.min(failures, 3)) * (waiting().length ? 1 : EVERY / 2000)); };
  const became = (event, said) => {
    forget(event.key);
    const row = event.place && rowOf(event.place), nom = nameOf(row);
    if (said.state === "already" && event.kind === "arrival") note(say("deja", { nom }), "");
    else if (said.state === "undone" && event.kind === "arrival") note(say("annulee", { nom }), "al");
    else if (said.state === "full") note(`${event.name || say("visiteurs", { n: event.number })} – ${said.text}`, "er", { label: say("sansplace"), run: () => act({ ...event, key: undefined, nonce: nonce(), seatless: "1" }) });
    else if (said.state === "refused") note(nom ? `${nom} – ${said.text}` : said.text, "er");
    else if (event.kind === "walkin") note(say("note"), "ok");
    if (event.kind === "walkin") all(`[data-attente="${event.nonce}"]`).forEach((line) => line.remove());
  };
  const follow = (answer) => {
    told = answer;
    answer.rows.forEach(add);
    const known = new Set(answer.places.map(String)), queue = waiting();
    rows().forEach((row) => {
      if (!known.has(row.dataset.place)) { row.remove(); return; }
      const mine = queue.filter((event) => event.place === row.dataset.place || event.nonce === row.dataset.nonce).pop();
      if (mine) return;
      const [id, at] = answer.came[row.dataset.place] || ["", ""];
      if (row.dataset.nonce !== id || one("[data-la]", row).classList.contains("attente")) mark(row, at, id, false);
    });
    filter();
  };
  const send = async () => {
    if (over) return;
    if (busy) { again = true; return; }
    busy = true;
    erasePast();
    const batch = waiting().slice(0, MOST);
    try {
      const answer = await fetch(ADDRESS, {
        method: "POST", redirect: "manual", credentials: "same-origin", cache: "no-store",
        headers: { "Content-Type": "application/json", "X-CSRFToken": one("[name=csrfmiddlewaretoken]").value },
        body: JSON.stringify({ events: batch.map(({ key, end, ...event }) => event), last: Number(main.dataset.dernier) }),
      });
      if (answer.status === 410) {
        over = true;
        state = "fin";
        batch.forEach((event) => forget(event.key));
        if (list) list.replaceChildren();
      } else if (answer.ok) {
        const got = await answer.json();
        state = "";
        failures = 0;
        batch.forEach((event) => became(event, got.said[`${event.nonce}:${event.kind}`] || { state: "noted", text: "" }));
        follow(got);
      } else {
        state = answer.type === "opaqueredirect" || answer.status === 403 ? "session" : "hors";
        failures += 1;
      }
    } catch {
      state = "hors";
      failures += 1;
    }
    busy = false;
    draw();
    if (again || (!state && waiting().length)) { again = false; clearTimeout(timer); timer = setTimeout(send, 50); } else later();
  };
  const act = (event) => { keep({ ...event, at: new Date().toISOString() }); shows(event); draw(); send(); };
  const shows = (event) => {
    const row = event.kind === "undo" ? rows().find((other) => other.dataset.nonce === event.nonce) : event.place && rowOf(event.place);
    if (row && event.kind === "arrival") mark(row, event.at || new Date().toISOString(), event.nonce, true);
    if (row && event.kind === "undo") mark(row, "", "", false);
    if (event.kind === "walkin" && counts) {
      const line = document.createElement("li");
      line.className = "compte-sans";
      line.dataset.attente = event.nonce;
      line.textContent = `${event.name || say("visiteurs", { n: event.number })} (${say("garde")})`;
      counts.append(line);
    }
    filter();
  };

  // Pressing
  const arrive = (row) => { if (!row.dataset.nonce) act({ kind: "arrival", nonce: nonce(), place: row.dataset.place }); };
  if (list) list.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=place], button[name=group]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("li");
    if (button.name === "group") rows().filter((other) => other.dataset.code === row.dataset.code).forEach(arrive);
    else arrive(row);
    one("summary", row).focus({ preventScroll: true });
    if (field.value) { field.focus(); field.select(); }
  });
  main.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.elements.undo) {
      event.preventDefault();
      const id = form.elements.undo.value, line = form.closest(".compte-sans");
      act({ kind: "undo", nonce: id, reason: form.elements.reason.value });
      if (line) line.remove();
    } else if ("venue" in form.dataset) {
      event.preventDefault();
      const { number, name, first_time: first, of } = form.elements, seatless = event.submitter && event.submitter.name === "seatless" ? "1" : "";
      act({ kind: "walkin", nonce: nonce(), number: Number(number.value) || 1, name: name ? name.value.trim() : "", first_time: first.value, of: of ? of.value : "", seatless });
      form.reset();
    }
  });
  addEventListener("online", () => { failures = 0; send(); });
  addEventListener("offline", () => { if (!over) { state = "hors"; draw(); } });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") send(); });
  addEventListener("beforeunload", (event) => { if (waiting().length && !over) event.preventDefault(); });

  // Reading tickets in the page, where the browser knows how; elsewhere the telephone's own camera opens their address
  const eye = one("[data-viseur]"), scan = one("[data-scanner]"), video = eye && one("video", eye);
  let stream = null;
  const stop = () => { if (stream) stream.getTracks().forEach((track) => track.stop()); stream = null; if (eye) eye.hidden = true; };
  const found = async (text) => {
    const ticket = (/\/billet\/([^/?#]+)/.exec(text) || [])[1];
    if (!ticket) return;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(decodeURIComponent(ticket))));
    const code = [...digest].map((n) => n.toString(16).padStart(2, "0")).join("").slice(0, 12);
    const mine = rows().filter((row) => row.dataset.code === code), left = mine.filter((row) => !row.dataset.nonce);
    const heard = one("[data-lu]", eye);
    if (!mine.length) { heard.textContent = say("inconnu"); return; }
    if (mine.length === 1 && left.length) { arrive(left[0]); heard.textContent = say("lu", { nom: nameOf(mine[0]) }); return; }
    stop();
    field.value = "";
    one('[name=etat][value=""]', search).checked = true;
    group = code;
    filter();
    mine[0].scrollIntoView({ block: "center" });
  };
  if (scan && "BarcodeDetector" in window && navigator.mediaDevices && crypto.subtle) {
    scan.hidden = false;
    scan.addEventListener("click", async () => {
      try { stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }); } catch { note(say("refus"), "al"); return; }
      eye.hidden = false;
      video.srcObject = stream;
      await video.play();
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      let last = "";
      const look = async () => {
        if (!stream) return;
        try {
          const [code] = await detector.detect(video);
          if (code && code.rawValue !== last) { last = code.rawValue; await found(last); }
        } catch { /* a picture that cannot be read */ }
        setTimeout(look, 250);
      };
      look();
    });
    one("[data-fermer]", eye).addEventListener("click", stop);
  }

  erasePast();
  setTimeout(() => { over = true; state = "fin"; keys().filter((key) => key.startsWith(KEY)).forEach(forget); if (list) list.replaceChildren(); draw(); }, Math.min(Math.max(0, END - Date.now()), 2 ** 31 - 1));
  waiting().forEach(shows);
  draw();
  send();
})();
