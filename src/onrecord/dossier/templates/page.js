// Adds linking and nothing else: an item lights its characters in the reports, and the address names the item.
(function () {
  "use strict";
  var root = document.documentElement, pane = document.getElementById("reports");
  var status = document.getElementById("status");
  var all = document.getElementById("all"), close = document.getElementById("close");
  var items = Array.prototype.slice.call(document.querySelectorAll("[data-ev]"));
  var lastFocus = null, MOST = 6; // reports shown at once; what lies in further ones is lit too, behind "Show all"
  if (!pane) return;
  root.classList.add("js");

  function tokens(element) {
    return element.getAttribute("data-ev").split(" ").map(function (token) {
      var match = /^(\d+):(\d+)-(\d+)$/.exec(token);
      return match && { report: +match[1], start: +match[2], end: +match[3] };
    }).filter(Boolean);
  }
  function within(span, token) {
    return +span.dataset.s >= token.start && +span.dataset.e <= token.end;
  }
  function clear() {
    pane.querySelectorAll(".lit").forEach(function (span) { span.classList.remove("lit"); });
    document.querySelectorAll(".on").forEach(function (item) { item.classList.remove("on"); });
  }
  function showAll() {
    pane.classList.remove("picked", "two", "more");
    pane.querySelectorAll(".report").forEach(function (report) { report.hidden = false; });
    all.hidden = close.hidden = true;
  }
  // Of each account the report that the item names first, so that accounts stand side by side and not copies.
  function foremost(numbers) {
    var seen = {}, first = numbers.filter(function (number) {
      var account = document.getElementById("r" + number).dataset.account, is = !seen[account];
      seen[account] = true;
      return is;
    });
    return (first.length > 1 ? first : numbers).slice(0, MOST);
  }
  function narrow() { return window.matchMedia("(max-width: 1020px)").matches; }
  function pick(numbers) {
    pane.querySelectorAll(".report").forEach(function (report) {
      var chosen = numbers.indexOf(+report.id.slice(1)) >= 0;
      report.hidden = !chosen;
      if (chosen) report.open = true;
    });
    pane.classList.add("picked");
    pane.classList.toggle("two", numbers.length === 2);
    pane.classList.toggle("more", numbers.length > 2);
    var others = pane.querySelectorAll(".report").length > numbers.length;
    all.hidden = !others;
    close.hidden = !narrow();
  }
  // Scrolls the nearest scrolling box only: the reader's place in the record stays.
  function bring(span) {
    var box = span.parentElement;
    while (box && box !== pane && !(box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY))) box = box.parentElement;
    if (!box) return;
    if (getComputedStyle(pane).position === "static") { span.scrollIntoView({ block: "center", behavior: "instant" }); return; }
    var top = span.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += top - box.clientHeight / 3;
  }
  function light(element) {
    var found = tokens(element), numbers = [], first = {}, passages = 0;
    clear();
    found.forEach(function (token) {
      var report = document.getElementById("r" + token.report);
      if (!report) return;
      if (numbers.indexOf(token.report) < 0) numbers.push(token.report);
      passages += 1;
      report.querySelectorAll(".s").forEach(function (span) {
        if (!within(span, token)) return;
        span.classList.add("lit");
        if (!first[token.report] || +span.dataset.s < +first[token.report].dataset.s) first[token.report] = span;
      });
    });
    if (!passages) return;
    numbers = foremost(numbers);
    pick(numbers);
    var owner = element.closest(".item") || element;
    owner.classList.add("on");
    // On a narrow screen the reports cover the lower half: what was chosen stays in sight above them.
    if (narrow() && owner.getBoundingClientRect().bottom > window.innerHeight * 0.42) {
      window.scrollBy({ top: owner.getBoundingClientRect().top - 16, behavior: "instant" });
    }
    leader = null;
    align(numbers);
    numbers.reverse().forEach(function (number) { if (first[number]) bring(first[number]); });
    status.textContent = passages + (passages === 1 ? " passage" : " passages") + " lit; " + numbers.length + (numbers.length === 1 ? " report" : " reports") + " shown";
  }
  // Two reports side by side scroll together: where one is at a passage that an item finds in both, the other is at it too.
  var pairs = [], leader = null;
  function align(numbers) {
    pairs = [];
    if (numbers.length !== 2) return;
    var boxes = numbers.map(function (number) { return document.getElementById("r" + number); }), last = -1;
    items.filter(function (item) { return item.id; }).map(function (item) {
      return numbers.map(function (number, side) {
        var token = tokens(item).filter(function (t) { return t.report === number; })[0];
        var span = token && boxes[side].querySelector('.s[data-s="' + token.start + '"]');
        return span ? span.getBoundingClientRect().top - boxes[side].getBoundingClientRect().top + boxes[side].scrollTop : null;
      });
    }).filter(function (pair) { return pair[0] !== null && pair[1] !== null; })
      .sort(function (a, b) { return a[0] - b[0]; })
      .forEach(function (pair) { if (pair[1] > last) { pairs.push(pair); last = pair[1]; } });
    pairs.unshift([0, 0]);
    pairs.push([boxes[0].scrollHeight, boxes[1].scrollHeight]);
    pairs.boxes = boxes;
  }
  pane.addEventListener("scroll", function (event) {
    if (!pairs.boxes || event.target !== leader) return;
    var side = pairs.boxes.indexOf(leader);
    if (side < 0) return;
    var other = pairs.boxes[1 - side], at = leader.scrollTop + leader.clientHeight / 3;
    for (var i = 1; i < pairs.length; i += 1) {
      if (at > pairs[i][side] && i < pairs.length - 1) continue;
      var from = pairs[i - 1], to = pairs[i], span = to[side] - from[side] || 1;
      other.scrollTop = from[1 - side] + (at - from[side]) / span * (to[1 - side] - from[1 - side]) - other.clientHeight / 3;
      return;
    }
  }, true);
  ["pointerover", "focusin", "wheel", "touchstart"].forEach(function (kind) {
    pane.addEventListener(kind, function (event) { leader = event.target.closest(".report"); }, { passive: true });
  });

  function unlight() {
    clear();
    showAll();
    status.textContent = "";
    if (lastFocus) lastFocus.focus({ preventScroll: true });
  }
  function open(element) {
    for (var box = element.parentElement; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
  }
  function name(hash) { history.pushState(null, "", hash); }

  function show(element) { element.scrollIntoView({ block: "center", behavior: "instant" }); }

  function byAddress(scroll) {
    var id = decodeURIComponent(location.hash.slice(1));
    if (!id) { clear(); showAll(); return; }
    var element = document.getElementById(id) || null;
    var place = items.filter(function (item) { return item.getAttribute("href") === "#" + id; })[0];
    if (element && element.hasAttribute("data-ev")) {
      open(element);
      light(element);
      if (scroll) show(element);
    } else if (place) {
      light(place);
      if (scroll) { open(place); show(place); }
    } else if (element && pane.contains(element)) {
      showAll();
      open(element);
      element.scrollIntoView();
    }
  }
  // What rests on the characters under the pointer: the item with the shortest passage; a second click takes the next one.
  function fromText(span) {
    var report = +span.closest(".report").id.slice(1), at = +span.dataset.s, found = [];
    items.forEach(function (item) {
      if (!item.id) return;
      tokens(item).forEach(function (token) {
        if (token.report === report && token.start <= at && at < token.end) found.push({ item: item, length: token.end - token.start });
      });
    });
    found.sort(function (a, b) { return a.length - b.length; });
    if (!found.length) return;
    var now = found.map(function (f) { return f.item; }).indexOf(document.querySelector("main .item.on"));
    var next = found[(now + 1) % found.length].item;
    open(next);
    name("#" + next.id);
    light(next);
    show(next);
  }

  document.addEventListener("click", function (event) {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    var target = event.target;
    var link = target.closest("a[href^='#']");
    if (link) {
      var own = document.getElementById(link.hash.slice(1));
      var item = link.hasAttribute("data-ev") ? link : link.closest(".item");
      if (link.classList.contains("ev") || (item && item.id && "#" + item.id === link.hash) || (item && item.id === "row-" + link.hash.slice(1))) {
        event.preventDefault();
        lastFocus = link;
        name(link.hash);
        light(item);
      } else if (own && own.hasAttribute("data-ev")) {
        event.preventDefault();
        lastFocus = link;
        name(link.hash);
        byAddress(true);
      } else if (pane.contains(own || document.body) || own === pane) {
        showAll();
      }
      return;
    }
    if (target.closest("summary, button, input, label, a, .bar")) return;
    if (String(window.getSelection())) return;
    var span = pane.contains(target) && target.closest(".s.c, .s.q, .s.f, .s.w");
    if (span) { fromText(span); return; }
    var box = target.closest(".item[id]");
    if (box) { name("#" + box.id.replace(/^row-/, "")); light(box); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && pane.classList.contains("picked")) { unlight(); name(location.pathname + location.search); }
  });
  all.addEventListener("click", showAll);
  close.addEventListener("click", unlight);
  window.addEventListener("hashchange", function () { byAddress(true); });
  window.addEventListener("popstate", function () { byAddress(false); });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (d) { d.open = true; });
  });

  // A filter over every list of the page; it says how many items it leaves.
  var toc = document.querySelector(".toc"), field = document.createElement("input"), left = document.createElement("output");
  field.type = "search";
  field.placeholder = "Filter items";
  field.setAttribute("aria-label", "Show only items with these words");
  field.addEventListener("input", function () {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0, total = 0;
    document.querySelectorAll("main .item, main .byoutlet li").forEach(function (item) {
      var text = item.textContent.toLowerCase();
      var fits = words.every(function (word) { return text.indexOf(word) >= 0; });
      item.hidden = !fits;
      if (item.classList.contains("item")) { total += 1; shown += fits; }
      if (fits && words.length) open(item);
    });
    left.textContent = words.length ? shown + " of " + total : "";
  });
  toc.appendChild(field);
  toc.appendChild(left);
  if (location.hash) byAddress(true);
})();
