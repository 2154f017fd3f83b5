// Adds comfort and nothing else: every page works without it.
(function () {
  "use strict";
  // "/" goes to the search field, as readers of long lists expect.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
    var field = document.querySelector(".find input");
    if (field) { event.preventDefault(); field.focus(); }
  });
  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", function (event) {
    var button = event.target.querySelector("button.main");
    if (event.target.method === "post" && button) setTimeout(function () { button.disabled = true; }, 0);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("button.main").forEach(function (button) { button.disabled = false; });
  });
  // Empty fields of a filter are left out of the address, so that it can be read and passed on.
  document.addEventListener("formdata", function (event) {
    if (event.target.method !== "get") return;
    Array.from(event.formData.entries()).forEach(function (pair) { if (pair[1] === "") event.formData.delete(pair[0]); });
  });

  // Two reports side by side: where one is at a shared passage the other comes to it.
  var pair = document.querySelector(".pair");
  if (!pair) return;
  document.documentElement.classList.add("js-pair");
  var sheets = Array.from(pair.querySelectorAll(".sheet")), leader = null;
  function top(side, element) {
    return element.getBoundingClientRect().top - sheets[side].getBoundingClientRect().top + sheets[side].scrollTop;
  }
  function stations() {
    var found = [[0, 0]], last = 0;
    sheets[0].querySelectorAll(".same").forEach(function (element) {
      var other = sheets[1].querySelector('.same[data-same="' + element.dataset.same + '"]');
      if (!other) return;
      var at = [top(0, element), top(1, other)];
      if (at[0] > found[found.length - 1][0] && at[1] > last) { found.push(at); last = at[1]; }
    });
    found.push([sheets[0].scrollHeight, sheets[1].scrollHeight]);
    return found;
  }
  function follow(side) {
    var all = stations(), from = sheets[side], to = sheets[1 - side], at = from.scrollTop + from.clientHeight / 3;
    for (var i = 1; i < all.length; i += 1) {
      if (at > all[i][side] && i < all.length - 1) continue;
      var a = all[i - 1], b = all[i], share = (at - a[side]) / ((b[side] - a[side]) || 1);
      to.scrollTop = a[1 - side] + share * (b[1 - side] - a[1 - side]) - to.clientHeight / 3;
      return;
    }
  }
  sheets.forEach(function (sheet, side) {
    ["pointerover", "focusin", "wheel", "touchstart"].forEach(function (kind) {
      sheet.addEventListener(kind, function () { leader = side; }, { passive: true });
    });
    sheet.addEventListener("scroll", function () { if (leader === side) follow(side); }, { passive: true });
  });
  function light(number) {
    pair.querySelectorAll(".lit").forEach(function (e) { e.classList.remove("lit"); });
    leader = null;
    sheets.forEach(function (sheet, side) {
      var found = sheet.querySelectorAll('.same[data-same="' + number + '"]');
      found.forEach(function (e) { e.classList.add("lit"); });
      if (found[0]) sheet.scrollTop = top(side, found[0]) - sheet.clientHeight / 3;
    });
  }
  document.addEventListener("click", function (event) {
    var chosen = event.target.closest("[data-same]");
    if (!chosen) return;
    event.preventDefault();
    light(chosen.dataset.same);
  });
})();
