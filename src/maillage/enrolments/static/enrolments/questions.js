// Hides a question until the one it follows has the answer it waits for. Without this file, all are shown.
(function () {
  var followers = document.querySelectorAll("[data-apres]");
  function values(name) {
    var found = [];
    document.getElementsByName(name).forEach(function (field) {
      if ((field.type !== "radio" && field.type !== "checkbox") || field.checked) found.push(field.value.trim().toLowerCase());
    });
    return found.filter(Boolean);
  }
  function look() {
    followers.forEach(function (field) {
      var box = field.closest(".champ"), parent = document.getElementsByName(field.dataset.apres)[0];
      var wanted = (field.dataset.reponse || "").trim().toLowerCase(), given = values(field.dataset.apres);
      var open = parent && !parent.closest(".champ").hidden && (wanted ? given.indexOf(wanted) >= 0 : given.length > 0);
      if (box && !box.classList.contains("fautif")) box.hidden = !open;
    });
  }
  document.addEventListener("change", look);
  if (followers.length) look();
})();
