/* The session follows by itself: a few bytes each second tell whether something changed, then the living parts of the
   page are drawn again. Without this file the page is complete and is reloaded by hand. */
(() => {
  "use strict";
  const main = document.querySelector("[data-pouls]");
  if (!main) return;
  const EVERY = Number(main.dataset.chaque) || 1000, MOST = 15000;
  const heard = (beat) => beat.slice(0, Number(main.dataset.part) || 8); // a phone does not follow the turnout
  let seen = heard(main.dataset.battement), wait = EVERY;

  const busy = (part) => {
    const active = document.activeElement;
    if (active && part.contains(active) && active.tagName === "SELECT") return true;
    return [...part.querySelectorAll("input[type=text],input:not([type]),textarea")].some((field) => field.value !== field.defaultValue);
  };
  const renew = async () => {
    const answer = await fetch(window.location.href, { cache: "no-cache" });
    if (!answer.ok || answer.redirected) return false;
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
    let whole = true;
    document.querySelectorAll("[data-vif]").forEach((part) => {
      const fresh = drawn.querySelector(`[data-vif="${part.dataset.vif}"]`);
      if (!fresh) return;
      if (busy(part)) { whole = false; return; }
      const open = [...part.querySelectorAll("details[open][id]")].map((one) => one.id);
      const focus = document.activeElement && part.contains(document.activeElement) ? document.activeElement.id : "";
      part.replaceWith(document.adoptNode(fresh));
      open.forEach((id) => { const one = document.getElementById(id); if (one) one.open = true; });
      if (focus) document.getElementById(focus)?.focus();
    });
    return whole;
  };
  const beat = async () => {
    try {
      const answer = await fetch(main.dataset.pouls, { cache: "no-cache", credentials: "omit" });
      if (answer.status === 404) return;
      if (answer.ok) {
        const n = heard((await answer.json()).n);
        if (n !== seen && (await renew())) seen = n;
        wait = EVERY;
      } else wait = Math.min(wait * 2, MOST);
    } catch { wait = Math.min(wait * 2, MOST); }
    main.classList.toggle("sans-reseau", wait > EVERY);
    window.setTimeout(beat, (document.hidden ? 5 * wait : wait) + Math.random() * 150);
  };
  window.setTimeout(beat, EVERY * Math.random() + 200);

  // How long who has the floor has been speaking
  const clock = () => document.querySelectorAll("[data-depuis]").forEach((part) => {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(part.dataset.depuis)) / 1000));
    part.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const most = Number(part.dataset.minutes) * 60;
    part.classList.toggle("trop", most > 0 && seconds > most);
  });
  clock();
  window.setInterval(clock, 1000);
})();
