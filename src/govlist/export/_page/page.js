"use strict";
// Filters, the words beside the heat map's cells, and a way round in it by the arrow keys. Without this script
// the page can be read whole; old browsers are meant to run it.
(function () {
  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }
  var form = document.querySelector("form.filters");
  if (!form) return;
  document.documentElement.classList.add("js");
  var tasks = all("details.task").map(function (element) {
    return { element: element, text: null, pairs: all(".body > table > tbody > tr", element).map(pairOf) };
  });
  var cells = all(".heat td a");
  var cellOf = {};
  cells.forEach(function (cell) { cellOf[goal(cell)] = cell; });
  var rowOf = {};
  all(".heat tbody th > a").forEach(function (head) { rowOf[goal(head)] = head.closest("tr"); });

  function goal(link) {
    return link.getAttribute("href").slice(1);
  }

  function pairOf(row) {
    return { row: row, unit: row.cells[0].firstChild.data.replace(/\s+/g, " ").trim(), states: row.className.split(" ") };
  }

  // -- filters: a task shows when any of its units fits, as in `govlist list` --------------------------

  function text(task) {
    if (task.text === null) task.text = task.element.textContent.toLowerCase();
    return task.text;
  }

  function filter() {
    var unit = form.elements.unit ? form.elements.unit.value : "";
    var state = form.elements.state.value;
    var words = form.elements.text.value.trim().toLowerCase();
    var shown = tasks.filter(function (task) { return show(task, unit, state, words); }).length;
    all(".topic, .section").forEach(function (group) {
      group.hidden = !group.querySelector("details.task:not([hidden])");
    });
    all(".heat tbody").forEach(function (body) {
      body.hidden = !body.querySelector("tr:not(.band):not([hidden])");
    });
    var output = form.querySelector("output");
    var said = shown ? output.dataset.some : output.dataset.none;
    output.textContent = said.replace("{n}", shown).replace("{all}", tasks.length);
  }

  function show(task, unit, state, words) {
    var fitting = 0;
    task.pairs.forEach(function (pair) {
      var fits = (!unit || pair.unit === unit) && (!state || pair.states.indexOf(state) >= 0);
      var cell = cellOf[pair.row.id];
      pair.row.hidden = !fits;
      if (cell) cell.classList.toggle("faint", !fits);
      fitting += fits;
    });
    var shown = (fitting > 0 || !(unit || state)) && (!words || text(task).indexOf(words) >= 0);
    var row = rowOf[task.element.id];
    task.element.hidden = !shown;
    if (row) row.hidden = !shown;
    return shown;
  }

  var waiting = 0;
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("change", filter);
  form.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form.addEventListener("reset", function () { setTimeout(filter); });
  filter();

  // -- folding ------------------------------------------------------------------------------------------

  var unfold = document.querySelector(".unfold");
  var labels = [unfold.textContent, unfold.dataset.fold];
  unfold.hidden = false;
  unfold.addEventListener("click", function () {
    var open = unfold.textContent === labels[0];
    tasks.forEach(function (task) { task.element.open = open; });
    unfold.textContent = labels[open ? 1 : 0];
  });

  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var task = target && target.closest("details.task");
    if (!task) return;
    if (task.hidden || target.hidden) {
      form.reset();
      filter();
    }
    task.open = true;
    target.scrollIntoView({ block: target === task ? "start" : "center" });
  }
  window.addEventListener("hashchange", reveal);
  document.addEventListener("click", function (event) {
    var link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) reveal();
  });
  reveal();

  // Browsers that do not know ::details-content print what is open.
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = all("details:not([open])");
    closed.forEach(function (element) { element.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (element) { element.open = false; });
    closed = [];
  });

  // -- the heat map ---------------------------------------------------------------------------------------

  var heat = document.querySelector(".heat");
  if (!heat) return;
  var heads = heat.tHead.rows[0].cells;
  var tip = document.createElement("div");
  tip.className = "tip";
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.appendChild(tip);
  document.querySelector(".matrix .help").hidden = false;

  var told = null;

  function tell(cell) {
    var row = document.getElementById(goal(cell));
    var column = cell.closest("td").cellIndex;
    var day = row && row.cells[1].querySelector("time");
    var note = row && row.cells[2].querySelector(":scope > .note");
    tip.textContent = "";
    var number = heat.dataset.task.replace("{id}", cell.closest("tr").querySelector("b").textContent);
    add("b", heads[column].textContent + "\u3000" + number);
    add("span", cell.textContent + (day ? "\u3000" + day.textContent : ""));
    if (note) add("span", note.textContent).className = "note";
    tip.hidden = false;
    told = cell;
    cell.setAttribute("aria-describedby", "tip");
    place(cell.getBoundingClientRect());
  }

  function add(tag, words) {
    var made = document.createElement(tag);
    made.textContent = words;
    return tip.appendChild(made);
  }

  function place(box) {
    var gap = 8;
    var left = Math.min(Math.max(box.left + box.width / 2 - tip.offsetWidth / 2, gap), innerWidth - tip.offsetWidth - gap);
    var above = box.top - tip.offsetHeight - gap;
    tip.style.left = left + "px";
    tip.style.top = (above > gap ? above : box.bottom + gap) + "px";
  }

  function quiet() {
    tip.hidden = true;
    if (told) told.removeAttribute("aria-describedby");
    told = null;
  }

  ["mousemove", "focusin"].forEach(function (kind) {
    heat.addEventListener(kind, function (event) {
      var cell = event.target.closest("td a");
      if (cell && cell === told) return;
      quiet();
      if (cell) tell(cell);
    });
  });
  ["mouseleave", "focusout"].forEach(function (kind) { heat.addEventListener(kind, quiet); });
  window.addEventListener("scroll", function () { if (told) place(told.getBoundingClientRect()); }, true);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") quiet(); });

  // One stop for the Tab key; the arrow keys go on from there.
  var stops = all("tbody a", heat);
  stops.forEach(function (stop) { stop.tabIndex = -1; });
  var current = stops[0];
  if (current) current.tabIndex = 0;

  function go(to) {
    current.tabIndex = -1;
    current = to;
    current.tabIndex = 0;
    current.focus();
  }

  function beside(step) {
    var cell = current.closest("td, th");
    for (var next = cell; next; ) {
      next = step > 0 ? next.nextElementSibling : next.previousElementSibling;
      var link = next && next.querySelector("a");
      if (link) return link;
    }
    return null;
  }

  function beyond(step) {
    var column = current.closest("td, th").cellIndex;
    var rows = all("tbody tr:not(.band)", heat);
    for (var at = rows.indexOf(current.closest("tr")) + step; rows[at]; at += step) {
      var link = rows[at].hidden ? null : rows[at].cells[column].querySelector("a");
      if (link) return link;
    }
    return null;
  }

  var ways = {
    ArrowLeft: function () { return beside(-1); },
    ArrowRight: function () { return beside(1); },
    ArrowUp: function () { return beyond(-1); },
    ArrowDown: function () { return beyond(1); },
  };
  heat.addEventListener("keydown", function (event) {
    var to = ways[event.key] && ways[event.key]();
    if (!to) return;
    event.preventDefault();
    go(to);
  });
  heat.addEventListener("focusin", function (event) {
    var stop = event.target.closest("tbody a");
    if (!stop || stop === current) return;
    current.tabIndex = -1;
    current = stop;
    current.tabIndex = 0;
  });
})();
