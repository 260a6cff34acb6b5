/* The count of a date: the big keys add without going to the server and back. Without this file, they go. */
(() => {
  "use strict";
  document.querySelectorAll("form.compte-date [data-pas]").forEach((button) => {
    button.addEventListener("click", (event) => {
      const field = button.form.elements[button.value.split(":")[0]];
      if (!field) return;
      event.preventDefault();
      const next = Math.max(0, (parseInt(field.value, 10) || 0) + Number(button.dataset.pas));
      field.value = String(next);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
})();
