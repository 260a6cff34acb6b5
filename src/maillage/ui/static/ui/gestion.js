/* Gestion and the member's space. Every page works without this file; it saves steps and keeps texts. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const [ticked, manyTicked, copied, restored, forget] = (document.body.dataset.mots || "||||").split("|");

  // Errors are read first
  const summary = one(".resume, .avis.er[tabindex]");
  if (summary) summary.focus();

  // Ticks: all of the page, and how many
  all("form").forEach((form) => {
    const everyone = one("[data-tout]", form);
    if (!everyone) return;
    const boxes = all('input[name="ids"]', form);
    const output = one("[data-compte]", form);
    const count = () => {
      const n = boxes.filter((box) => box.checked).length;
      everyone.checked = n > 0 && n === boxes.length;
      everyone.indeterminate = n > 0 && n < boxes.length;
      if (output) output.textContent = n ? `${n} ${n > 1 ? manyTicked : ticked}` : "";
    };
    everyone.addEventListener("change", () => {
      boxes.forEach((box) => { box.checked = everyone.checked; });
      count();
    });
    boxes.forEach((box) => box.addEventListener("change", count));
    count();
  });

  // Menus that open over the page close with Escape, or when one looks elsewhere
  const floating = ".deroule[open], .compte[open]";
  document.addEventListener("click", (event) => {
    all(floating).forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // Keyboard: can be switched off in one's account
  const help = one(".raccourcis");
  const rows = all(".tab.liste tbody tr");
  let here = -1;
  const move = (step) => {
    if (!rows.length) return;
    if (rows[here]) rows[here].classList.remove("ici");
    here = Math.min(Math.max(here + step, 0), rows.length - 1);
    rows[here].classList.add("ici");
    const link = one("th a, td a", rows[here]);
    if (link) link.focus();
    rows[here].scrollIntoView({ block: "nearest" });
  };
  const tick = () => { const box = rows[here] && one('input[name="ids"]', rows[here]); if (box) box.click(); };
  const search = () => { const field = one("[data-cherche]"); if (field) { field.focus(); field.select(); } };
  const ask = () => { if (help && help.showModal && !help.open) help.showModal(); };
  const keys = { "/": search, "?": ask, j: () => move(1), k: () => move(-1), x: tick };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      all(floating).forEach((menu) => { menu.open = false; one("summary", menu).focus(); });
    }
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
    if (!("raccourcis" in document.body.dataset) || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  // Texts under way: kept in this browser's tab until they are saved
  const store = (() => { try { sessionStorage.setItem("?", "1"); return sessionStorage; } catch { return null; } })();
  const SENT = "maillage-envoi";
  const address = (() => { // another day, another activity asked for is another text; more lines of a sheet are not
    const query = new URLSearchParams(location.search);
    query.delete("lignes");
    return `${location.pathname}?${query}`;
  })();
  const keyOf = (form) => `maillage-texte:${address}#${form.id}`;
  const fields = (form) => all("input[name], textarea[name], select[name]", form).filter((field) =>
    !["password", "file", "submit", "button"].includes(field.type) && field.name !== "csrfmiddlewaretoken");
  const boxed = (field) => ["checkbox", "radio"].includes(field.type);
  const called = (field) => boxed(field) ? `${field.name}=${field.value}` : field.name; // boxes of a name have each a value
  const read = (form) => fields(form).map((field) => [called(field), field.type,
    boxed(field) ? field.checked
      : field.multiple ? [...field.options].map((option) => option.selected) : field.value]);
  const fill = (form, saved) => fields(form).forEach((field) => {
    const i = saved.findIndex(([name]) => name === called(field)); // the page may have more fields than it had
    if (i < 0) return;
    const [, , value] = saved.splice(i, 1)[0];
    if (typeof value === "boolean") field.checked = value;
    else if (Array.isArray(value)) value.forEach((on, n) => { if (field.options[n]) field.options[n].selected = on; });
    else field.value = value;
  });
  const kept = all("form[data-garde]");
  const sent = store && store.getItem(SENT);
  if (sent) {
    // Saved: another page came, or the same one that thanks. A page without a word may follow a network that failed.
    if (!kept.some((form) => keyOf(form) === sent) || (!summary && one(".avis.ok"))) store.removeItem(sent);
    store.removeItem(SENT);
  }
  let dirty = false;
  kept.forEach((form) => {
    const first = JSON.stringify(read(form));
    const saved = store && store.getItem(keyOf(form));
    if (saved && saved !== first && !summary) fill(form, JSON.parse(saved));
    if (JSON.stringify(read(form)) !== first) { // something came back that the page did not have
      const note = document.createElement("div");
      note.className = "avis";
      note.setAttribute("role", "status");
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "btn lien petit";
      drop.textContent = forget;
      drop.addEventListener("click", () => { store.removeItem(keyOf(form)); fill(form, JSON.parse(first)); dirty = false; note.remove(); });
      note.append(restored, " ", drop);
      form.before(note);
      dirty = true;
    }
    let timer;
    form.addEventListener("input", () => {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(() => { if (store) try { store.setItem(keyOf(form), JSON.stringify(read(form))); } catch { /* full */ } }, 400);
    });
    form.addEventListener("submit", () => {
      dirty = false;
      clearTimeout(timer);
      if (store) try { store.setItem(keyOf(form), JSON.stringify(read(form))); store.setItem(SENT, keyOf(form)); } catch { /* full */ }
    });
  });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

  // Who leaves takes their drafts along: nothing stays on a shared computer
  all("form[data-sortie]").forEach((form) => form.addEventListener("submit", () => { dirty = false; if (store) store.clear(); }));

  // One press sends once
  all('form[method="post"]').forEach((form) => form.addEventListener("submit", (event) => {
    if (form.dataset.parti) { event.preventDefault(); return; }
    form.dataset.parti = "1";
    all("button", form).forEach((button) => button.setAttribute("aria-disabled", "true"));
    setTimeout(() => { delete form.dataset.parti; all("button", form).forEach((button) => button.removeAttribute("aria-disabled")); }, 8000);
  }));
  addEventListener("pageshow", (event) => {
    if (event.persisted) all("form[data-parti]").forEach((form) => { delete form.dataset.parti; all("button", form).forEach((button) => button.removeAttribute("aria-disabled")); });
  });

  // Copy
  if (navigator.clipboard) all("[data-copie]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => navigator.clipboard.writeText(button.dataset.copie).then(() => { button.textContent = copied; }));
  });
})();
