/* A report written on a telephone. Without this file every button is a form; with it what is typed stays on the phone, opens
   without network, leaves when the network comes back, and is never counted twice. */
(() => {
  "use strict";
  const PREFIX = "maillage-terrain:", KEPT_DAYS = 60, LONGEST = 1280, MOST = 6;
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = {}, sheet = one("[data-mots]"), status = one("#etat");
  if (sheet) all("[data-m]", sheet.content).forEach((span) => { words[span.dataset.m] = span.textContent; });
  const say = (text, tone = "") => { if (status) { status.textContent = text; status.className = `i ${tone}`; } };
  const told = (name, values = {}) => (words[name] || "").replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const random = (bytes) => [...crypto.getRandomValues(new Uint8Array(bytes))].map((n) => n.toString(16).padStart(2, "0")).join("");

  // What the phone keeps
  const disk = (() => { try { localStorage.setItem(`${PREFIX}?`, "1"); localStorage.removeItem(`${PREFIX}?`); return localStorage; } catch { return null; } })();
  const read = (key) => { try { return JSON.parse(disk.getItem(key)); } catch { return null; } };
  const drafts = () => (disk ? Object.keys(disk).filter((key) => key.startsWith(`${PREFIX}/`)) : []);
  drafts().forEach((key) => { const draft = read(key); if (!draft || Date.now() - draft.at > KEPT_DAYS * 864e5) disk.removeItem(key); });
  const base = () => new Promise((give, fail) => {
    const asked = indexedDB.open("maillage-terrain", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("files", { keyPath: "key" });
    asked.onsuccess = () => give(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const store = async (mode, work) => {
    const open = await base();
    return new Promise((give, fail) => {
      const asked = work(open.transaction("files", mode).objectStore("files"));
      asked.onsuccess = () => { open.close(); give(asked.result); };
      asked.onerror = () => fail(asked.error);
    });
  };
  const files = (page) => store("readonly", (box) => box.getAll()).then((rows) => rows.filter((row) => !page || row.page === page)).catch(() => []);
  const drop = (key) => store("readwrite", (box) => box.delete(key)).catch(() => {});
  const empty = async (page) => {
    drafts().filter((key) => !page || key === PREFIX + page).forEach((key) => disk.removeItem(key));
    for (const row of await files(page)) await drop(row.key);
    if (self.caches) for (const name of await caches.keys()) {
      if (!name.startsWith("terrain-")) continue;
      if (!page) await caches.delete(name);
      else for (const kept of await (await caches.open(name)).keys()) if (new URL(kept.url).pathname.startsWith(page)) await (await caches.open(name)).delete(kept);
    }
  };

  // The worker: for « terrain/ » alone; switched off by the house, it is taken off
  const agent = document.body.dataset.agent, helper = navigator.serviceWorker;
  if (helper && agent) helper.register(agent, { scope: "/terrain/" }).then(() => helper.ready).then(() => { if (!helper.controller) keepPage(); }).catch(() => {});
  else if (helper && agent === "") helper.getRegistrations().then((known) => known.forEach((row) => { if (new URL(row.scope).pathname === "/terrain/") row.unregister(); }));
  const keepPage = () => { // opened for the first time, or saved: the next time without network shows it so
    if (!helper || !agent || !self.caches) return;
    fetch(location.pathname, { headers: { "X-Garder": "1" } }).then(async (answer) => {
      if (answer.ok && !answer.redirected && !helper.controller) for (const name of await caches.keys()) if (name.startsWith("terrain-")) await (await caches.open(name)).put(location.pathname, answer.clone());
    }).catch(() => {});
  };

  // Pages besides the form
  const whole = one("[data-tout-effacer]");
  if (whole) {
    whole.hidden = false;
    files("").then((rows) => say(told("compte", { n: drafts().length + rows.length })));
    whole.addEventListener("click", async () => {
      await empty("");
      if (helper) for (const row of await helper.getRegistrations()) if (new URL(row.scope).pathname === "/terrain/") await row.unregister();
      say(told("vide"), "ok");
    });
  }
  const over = one("div[data-vider]");
  if (over) empty(over.dataset.vider);
  const form = one("form[data-terrain]");
  if (!form) return;

  // A draft holds what was changed alone: a page that is old never undoes what another phone wrote since
  const PAGE = form.dataset.terrain, KEY = PREFIX + PAGE;
  let origin = random(6), elsewhere = {}; // one page does not conflict with itself; what a draft holds of other short pages
  const fresh = () => { form.elements.key.value = `${origin}-${random(8)}`; };
  const fields = () => [...form.elements].filter((field) => field.name && !["file", "hidden", "submit", "button"].includes(field.type) && field.name !== "caption");
  const group = (name) => (/^[em]\./.test(name) ? name.split(".").slice(0, 2).join(".") : ["people", "women"].includes(name) ? "people" : name);
  const standing = (field) => (field.type === "checkbox" ? field.defaultChecked : field.tagName === "SELECT" ? field.dataset.avant : field.defaultValue);
  const now = (field) => (field.type === "checkbox" ? field.checked : field.value);
  const settle = (field) => { if (field.type === "checkbox") field.defaultChecked = field.checked; else if (field.tagName === "SELECT") field.dataset.avant = field.value; else field.defaultValue = field.value; };
  const changed = () => {
    const known = fields(), groups = new Set(known.filter((field) => now(field) !== standing(field)).map((field) => group(field.name)));
    const values = { ...elsewhere };
    known.forEach((field) => { if (groups.has(group(field.name)) && (field.type !== "checkbox" || field.checked)) values[field.name] = field.value; });
    return values;
  };
  all("select", form).forEach((field) => { field.dataset.avant = field.value; });
  let pending = "", from = form.elements.version.value;
  const keep = () => {
    const values = changed();
    if (!Object.keys(values).length && !pending) { if (disk) disk.removeItem(KEY); return; }
    try {
      disk.setItem(KEY, JSON.stringify({ at: Date.now(), version: from, key: form.elements.key.value, values, pending }));
      say(told("garde", { h: new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }) }));
    } catch { say(told("plein"), "al"); }
  };
  let timer = 0;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 400); });
  addEventListener("pagehide", () => { if (timer) keep(); });

  // Expenses: a block more, with a key made here
  const more = one("[data-ajouter]", form);
  const add = (key) => {
    const last = all("[data-depense]", form).pop(), old = last.dataset.depense, copy = last.cloneNode(true);
    copy.dataset.depense = key;
    all("[id],[for],[name]", copy).forEach((node) => ["id", "for", "name"].forEach((name) => { if (node.getAttribute(name)) node.setAttribute(name, node.getAttribute(name).replace(old, key)); }));
    all(".f,li", copy).forEach((node) => node.remove());
    all("input", copy).forEach((field) => { field.value = ""; field.defaultValue = ""; if (field.type === "checkbox") field.closest("label").remove(); });
    all("select", copy).forEach((field) => { field.selectedIndex = 0; field.dataset.avant = field.value; });
    all("[data-piece]", copy).forEach((field) => { field.dataset.piece = key; });
    one("legend", copy).textContent = told("nouvelle");
    last.after(copy);
    return copy;
  };
  if (more) { more.hidden = false; more.addEventListener("click", () => one("input", add(random(12))).focus()); }

  // Photos: reduced here, kept until they have left, one by one
  const lighter = async (file) => {
    if (!file.type.startsWith("image/") || !self.createImageBitmap) return file;
    try {
      const image = await createImageBitmap(file), part = Math.min(1, LONGEST / Math.max(image.width, image.height)), canvas = document.createElement("canvas");
      canvas.width = Math.round(image.width * part);
      canvas.height = Math.round(image.height * part);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      const light = await new Promise((give) => { canvas.toBlob(give, "image/jpeg", 0.7); });
      return light && light.size < file.size ? light : file;
    } catch { return file; } // the house says whether it is a photo
  };
  const list = one("#fichiers") || (() => { const made = document.createElement("ul"); made.id = "fichiers"; made.className = "l"; form.append(made); return made; })();
  const show = async () => {
    list.replaceChildren(...(await files(PAGE)).map((row) => {
      const line = document.createElement("li"), button = document.createElement("button");
      line.textContent = `${row.name} (${row.fault || told("attente")}) `;
      button.type = "button";
      button.className = "btn s";
      button.textContent = told("retirer");
      button.addEventListener("click", async () => { await drop(row.key); show(); });
      line.append(button);
      return line;
    }));
  };
  form.addEventListener("change", async (event) => {
    const field = event.target;
    if (field.type !== "file" || !self.indexedDB) return;
    const caption = form.elements.caption ? form.elements.caption.value : "", chosen = [...field.files];
    try {
      for (const file of chosen) await lighter(file).then((blob) => store("readwrite", (box) => box.put({ key: random(12), page: PAGE, expense: field.dataset.piece || "", caption, name: file.name, blob })));
      field.value = "";
      if (form.elements.caption) form.elements.caption.value = "";
    } catch { /* it stays in its field, and leaves with the form */ }
    show();
  });

  // Sending
  let busy = false, failures = 0, again = 0;
  const post = async (address, data, retry = true) => {
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(address, { method: "POST", body: data, redirect: "manual", headers: { "X-Terrain": "1" } });
    if (answer.status === 403 || answer.status === 401 || answer.type === "opaqueredirect") {
      // Signed in again since, or a page opened from the phone's memory: its token is old
      const page = retry && await fetch(`${PAGE}?neuf=${Date.now()}`), token = page && page.ok && !page.redirected && /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(await page.text());
      if (token) { form.elements.csrfmiddlewaretoken.value = token[1]; return post(address, data, false); }
      return { state: "session", text: told("session") };
    }
    if (answer.status >= 500 || answer.status === 429) throw new Error("later");
    return answer.json();
  };
  const upload = async () => {
    const waiting = (await files(PAGE)).filter((row) => !row.fault);
    for (const [rank, row] of waiting.entries()) {
      say(told("photos", { n: waiting.length - rank }));
      const data = new FormData();
      data.set("key", row.key);
      data.set("expense", row.expense);
      data.set("caption", row.caption);
      data.set("file", row.blob, row.name);
      const got = await post(form.dataset.fichier, data);
      if (got.state === "kept") await drop(row.key);
      else if (got.state === "refused") await store("readwrite", (box) => box.put({ ...row, fault: got.text }));
      else return got;
      await show();
    }
    return null;
  };
  const text = async (what) => {
    const data = new FormData(), values = changed();
    Object.entries(values).forEach(([name, value]) => data.set(name, value));
    data.set("key", form.elements.key.value);
    data.set("version", from);
    data.set("do", what);
    data.set("part", form.elements.part.value);
    all("input[type=file]", form).forEach((field) => [...field.files].forEach((file) => data.append(field.name, file)));
    all("input[name^='photo.']:checked", form).forEach((field) => data.set(field.name, "1"));
    const got = await post(PAGE + location.search, data);
    if (["kept", "sent", "aside"].includes(got.state)) {
      fields().forEach((field) => { if (field.type === "checkbox" || values[field.name] === now(field)) settle(field); });
      elsewhere = {};
      form.elements.version.value = from = String(got.version);
      fresh();
    }
    return got;
  };
  const send = async () => {
    if (busy || !pending) return;
    busy = true;
    const wish = pending; // another button may be pressed meanwhile
    clearTimeout(again);
    say(told("envoi"));
    let got = null;
    try {
      const mine = await files(PAGE), first = mine.length ? "save" : wish;
      got = await text(first);
      if (got.state === "kept" && mine.length) got = (await upload()) || got;
      const bad = (await files(PAGE)).find((row) => row.fault);
      if (got.state === "kept" && wish === "send" && bad) got = { state: "refused", text: `${bad.name} : ${bad.fault}` }; // nothing leaves without it unseen
      else if (got.state === "kept" && first !== wish) got = await text(wish);
      failures = 0;
    } catch {
      failures += 1;
      if (pending === "next") { pending = "save"; keep(); } // nobody is taken elsewhere later
      say(told("hors"), "al");
      again = setTimeout(send, Math.min(6e4, 2000 * 2 ** Math.min(failures, MOST)));
    }
    busy = false;
    if (got) became(got, wish);
  };
  const became = (got, wish) => {
    if (got.state === "session" || got.state === "over") { say(got.text, "er"); return; } // the draft stays, and its wish
    if (pending === wish) pending = "";
    keep();
    if (got.state === "refused") {
      const where = Object.entries(got.errors || {});
      fields().forEach((field) => { if (got.errors && field.name in got.errors) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid"); });
      say([got.text, ...where.map(([, said]) => said)].filter(Boolean).join(" "), "er");
      const first = where.length && document.getElementById(where[0][0]);
      if (first) first.focus();
      return;
    }
    fields().forEach((field) => field.removeAttribute("aria-invalid"));
    if (got.state !== "kept") { if (got.state === "sent") empty(PAGE).then(() => location.assign(got.url)); else location.assign(got.url); return; }
    say(got.text, "ok");
    all("[data-depense]", form).forEach((block) => { const gone = one("[name$='.gone']", block); if (gone && gone.checked) block.remove(); });
    if (pending) send();
    else if (wish === "next") location.assign(got.url);
    else keepPage();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    pending = (event.submitter && event.submitter.value) || "save";
    keep();
    send();
  });
  addEventListener("online", () => { failures = 0; send(); });
  addEventListener("offline", () => { if (pending) say(told("hors"), "al"); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") send(); });

  const erase = one("[data-effacer]", form);
  erase.hidden = false;
  erase.addEventListener("click", async () => {
    if (!confirm(told("sur"))) return;
    pending = "";
    clearTimeout(again);
    elsewhere = {};
    form.reset();
    await empty(PAGE);
    await show();
    say(told("efface"), "ok");
  });

  // What was not sent comes back
  fresh();
  const draft = disk && read(KEY);
  if (draft) {
    from = draft.version;
    pending = draft.pending || "";
    form.elements.key.value = draft.key;
    origin = draft.key.split("-")[0];
    Object.entries(draft.values).forEach(([name, value]) => {
      if (!form.elements[name] && name.startsWith("e.") && more) add(name.split(".")[1]);
      const field = form.elements[name];
      if (!field) elsewhere[name] = value;
      else if (field.type === "checkbox") field.checked = true;
      else field.value = value;
    });
    say(told("retrouve"), "ok");
  }
  show().then(() => { if (pending) send(); });
})();
