// Beside allauth's scripts: says when a passkey did not answer, hides what this browser cannot do.
(function () {
  "use strict";
  function show(name, shown) {
    document.querySelectorAll("[" + name + "]").forEach(function (element) { element.hidden = !shown; });
  }
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    show("data-cle-erreur", true);
  });
  document.addEventListener("DOMContentLoaded", function () {
    show("data-cle", Boolean(window.PublicKeyCredential));
    show("data-cle-absente", !window.PublicKeyCredential);
  });
})();
