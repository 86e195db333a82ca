// Filters, the words beside the heat map's cells, a way round in it by the arrow keys, printing. Without this script
// the page can be read whole.
(function () {
  var form = document.querySelector("form.filters");
  if (!form) {
    sorting.apply(address.read().values.sort || "");
    document.addEventListener("sorted", function () { address.write("content", { sort: sorting.sorted() }); });
    return;
  }
  var OPENED = 50; // at most so many rows are opened by a filter
  var section = document.getElementById("tasks");
  var heat = document.querySelector(".heat");
  var taskOf = Object.create(null);
  var tasks = all("details.task").map(function (element, index) {
    var task = { element: element, index: index, home: element.parentNode, opened: false, words: null, rows: {}, pairs: [] };
    task.group = plain(element.closest(".section").querySelector("h3").textContent);
    task.stored = all("noscript", element)[0];
    taskOf[element.id] = task;
    return task;
  });
  if (heat) pairsOfHeat();
  tasks.forEach(function (task) {
    if (!task.stored) rowsOf(task);
  });

  function idOf(link) {
    return link.getAttribute("href").slice(1);
  }

  // The pairs of a unit and a task, with the figures that count them: from the heat map, or from the rows below
  // the tasks if there is no map. On large pages the rows are made on demand.

  function pairsOfHeat() {
    var units = all("th", heat.tHead).map(function (head) { return plain(head.textContent); });
    all("tbody > tr:not(.band)", heat).forEach(function (row) {
      var task = taskOf[idOf(row.cells[0].firstChild)];
      task.line = row;
      for (var at = 1; at < row.cells.length; at += 1) {
        var cell = row.cells[at].firstChild;
        if (cell) task.pairs.push(pairOf(idOf(cell), units[at], cell, cell));
      }
    });
  }

  function pairOf(id, unit, element, cell) {
    return { id: id, unit: unit, figures: " " + element.dataset.in + " ", cell: cell, shown: true };
  }

  function plain(text) {
    return text.replace(/\s+/g, " ").trim();
  }

  function rowsOf(task) {
    all(".body > table > tbody > tr", task.element).forEach(function (row) {
      task.rows[row.id] = row;
      if (!heat) task.pairs.push(pairOf(row.id, plain(row.cells[0].firstChild.data), row, null));
    });
  }

  function fill(task) {
    if (!task.stored) return;
    task.stored.outerHTML = task.stored.textContent;
    task.stored = null;
    rowsOf(task);
    all(".body > table", task.element).forEach(function (table) { sorting.add(table); });
    task.pairs.forEach(function (pair) { showRow(task, pair); });
  }

  // -- filters: a task is shown if any of its units matches, as in `govlist list` ------------------------

  var KEYS = ["section", "unit", "state", "text", "order"];

  function values() {
    var chosen = {};
    KEYS.forEach(function (key) {
      if (form.elements[key]) chosen[key] = form.elements[key].value.trim();
    });
    chosen.sort = sorting.sorted();
    return chosen;
  }

  function choose(chosen) {
    KEYS.forEach(function (key) {
      var field = form.elements[key];
      if (!field) return;
      field.value = chosen[key] || "";
      if (field.selectedIndex < 0) field.selectedIndex = 0; // an unknown value
    });
    sorting.apply(chosen.sort || "");
    filter();
  }

  function text(task) {
    if (task.words === null) {
      task.words = task.element.textContent;
      if (task.stored) task.words = task.words.replace(/<[^>]*>/g, " ").replace(/&[#\w]+;/g, character);
      task.words = task.words.toLowerCase();
    }
    return task.words;
  }

  function character(entity) {
    return { "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'", "&amp;": "&" }[entity] || entity;
  }

  function filter() {
    var chosen = values();
    var shown = 0;
    var pairs = 0;
    tasks.forEach(function (task) {
      var matching = show(task, chosen);
      shown += matching !== null;
      pairs += matching || 0;
    });
    open(chosen.state && pairs <= OPENED);
    order(chosen.order);
    hideEmpty();
    var output = form.querySelector("output");
    var words = shown ? output.dataset.some : output.dataset.none;
    output.textContent = words.replace("{n}", shown).replace("{all}", tasks.length).replace("{pairs}", pairs);
    section.querySelector(".found").textContent = output.textContent; // the filters are out of sight on a phone
  }

  // The number of matching pairs, obligations if no figure is chosen; null if the task is hidden.
  function show(task, chosen) {
    var matching = 0;
    var any = false;
    var state = " " + chosen.state + " ";
    task.pairs.forEach(function (pair) {
      var shown = (!chosen.unit || pair.unit === chosen.unit) && (!chosen.state || pair.figures.indexOf(state) >= 0);
      matching += shown && (chosen.state !== "" || pair.figures.indexOf(" owed ") >= 0);
      any = any || shown;
      if (shown === pair.shown) return;
      pair.shown = shown;
      if (pair.cell) pair.cell.classList.toggle("faint", !shown);
      showRow(task, pair);
    });
    var shown = (any || !(chosen.unit || chosen.state)) &&
      (!chosen.section || task.group === chosen.section) &&
      (!chosen.text || text(task).indexOf(chosen.text.toLowerCase()) >= 0);
    task.element.hidden = !shown;
    if (task.line) task.line.hidden = !shown;
    return shown ? matching : null;
  }

  function showRow(task, pair) {
    var row = task.rows[pair.id];
    if (row) row.hidden = !pair.shown;
  }

  // Open the tasks that a figure counts, and close again what was opened here.
  function open(few) {
    tasks.forEach(function (task) {
      var wanted = Boolean(few && !task.element.hidden);
      if (wanted && !task.element.open) {
        fill(task);
        task.element.open = task.opened = true;
      } else if (!wanted && task.opened) {
        task.element.open = task.opened = false;
      }
    });
  }

  var ORDERS = {
    due: function (task) { return task.element.dataset.due || "9"; },
    share: function (task) {
      var parts = task.element.querySelector(".fraction").textContent.split("/");
      return parts[1] > 0 ? parts[0] / parts[1] : 2;
    },
    overdue: function (task) {
      return -task.pairs.filter(function (pair) { return pair.figures.indexOf(" overdue ") >= 0; }).length;
    },
  };
  var ordered = "";
  var flat = document.createElement("div");
  section.insertBefore(flat, section.querySelector(".section"));

  // Any other order than by number has no headings.
  function order(key) {
    if (key === ordered) return;
    ordered = key;
    var of = ORDERS[key] || function () { return 0; };
    tasks.map(function (task) { return { task: task, value: of(task) }; }).sort(function (a, b) {
      return a.value < b.value ? -1 : a.value > b.value ? 1 : a.task.index - b.task.index;
    }).forEach(function (each) {
      (key ? flat : each.task.home).appendChild(each.task.element);
    });
  }

  function hideEmpty() {
    all(".topic, .section", section).forEach(function (group) {
      group.hidden = !group.querySelector("details.task:not([hidden])");
    });
    all(".heat tbody").forEach(function (body) {
      body.hidden = !body.querySelector("tr:not(.band):not([hidden])");
    });
  }

  var waiting = 0;

  function changed() {
    clearTimeout(waiting);
    filter();
    address.write("tasks", values());
  }
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("change", changed);
  form.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(changed, 120);
  });
  form.addEventListener("reset", function () { setTimeout(changed); });
  document.addEventListener("sorted", function () { address.write(address.read().place, values()); });

  // Numbers that lead to what they count.
  all("[data-state]").forEach(function (counter) {
    var chosen = {};
    var row = counter.closest("tr");
    if (row) chosen[counter.closest("table").dataset.by] = plain(row.cells[0].textContent);
    chosen.state = counter.dataset.state;
    var link = document.createElement("a");
    link.href = address.made("tasks", chosen);
    while (counter.firstChild) link.appendChild(counter.firstChild);
    counter.appendChild(link);
  });

  // -- places ---------------------------------------------------------------------------------------------

  var aim = null;

  // The element of a place; the row of a pair is made if there is none yet.
  function find(place) {
    var task = taskOf[place.replace(/^p(\d+)-\d+$/, "t$1")];
    if (task) fill(task);
    return place ? document.getElementById(place) : null;
  }

  function reveal(place) {
    var found = find(place);
    if (aim) aim.classList.remove("aim");
    aim = found;
    if (!found) return;
    var task = found.closest("details.task");
    if (task) task.open = true;
    found.classList.add("aim");
    if (!found.hasAttribute("tabindex")) found.tabIndex = -1;
    found.focus({ preventScroll: true });
    function scroll() {
      if (found === aim) found.scrollIntoView({ block: task && found.tagName === "TR" ? "center" : "start" });
    }
    scroll();
    // Parts above get their real height only when they come near, which moves the aim.
    requestAnimationFrame(function () { requestAnimationFrame(scroll); });
  }

  function arrive() {
    var to = address.read();
    choose(to.values);
    measure();
    reveal(to.place);
  }

  // A link within the page keeps the filters, unless they hide its aim or it has its own.
  document.addEventListener("click", function (event) {
    var link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var to = address.read(link.getAttribute("href"));
    var found = find(to.place);
    var own = Object.keys(to.values).length || (found && found.closest("[hidden]"));
    var chosen = own ? to.values : values();
    chosen.sort = sorting.sorted();
    event.preventDefault();
    var hash = address.made(to.place, chosen);
    if (hash === location.hash) arrive();
    else location.hash = hash;
  });

  // -- folding and printing -------------------------------------------------------------------------------

  tasks.forEach(function (task) {
    task.element.addEventListener("toggle", function () { if (task.element.open) fill(task); });
  });
  var unfold = document.querySelector(".unfold");
  var labels = [unfold.textContent, unfold.dataset.fold];
  unfold.hidden = false;
  unfold.addEventListener("click", function () {
    var open = unfold.textContent === labels[0];
    tasks.forEach(function (task) {
      if (open) fill(task);
      task.element.open = open;
      task.opened = false;
    });
    unfold.textContent = labels[open ? 1 : 0];
  });

  var print = document.querySelector(".print button");
  print.hidden = false;
  print.addEventListener("click", function () { window.print(); });

  // The paper is about everything, whatever is filtered. Browsers that do not know ::details-content print what is open.
  var closed = [];
  var kept = {};
  window.addEventListener("beforeprint", function () {
    kept = values();
    choose({ sort: kept.sort });
    if (!document.getElementById("print-all").checked) return;
    tasks.forEach(fill);
    closed = all("details:not([open])");
    closed.forEach(function (element) { element.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (element) { element.open = false; });
    closed = [];
    choose(kept);
  });

  // What stays at the top of the screen: the map fills the rest.
  function measure() {
    var height = document.querySelector(".contents").offsetHeight;
    if (getComputedStyle(form).position === "sticky") height += form.offsetHeight;
    document.documentElement.style.setProperty("--bars", height + "px");
  }
  window.addEventListener("resize", measure);
  if (heat) map();
  window.addEventListener("hashchange", arrive);
  arrive();

  // -- the heat map ---------------------------------------------------------------------------------------

  function map() {
    var heads = heat.tHead.rows[0].cells;
    var tip = document.createElement("div");
    tip.className = "tip";
    tip.id = "tip";
    tip.setAttribute("role", "tooltip");
    tip.hidden = true;
    document.body.appendChild(tip);
    document.querySelector(".matrix .help").hidden = false;

    // The worst state first: overdue, then the legend from its end; what is not owed comes last.
    var states = all(".matrix .legend .mark").map(function (mark) { return mark.classList[1]; });
    sorting.add(heat, {
      value: function (cell) {
        if (cell.tagName === "TH") return Number(cell.querySelector("b").textContent);
        var link = cell.firstChild;
        var figures = link ? " " + link.dataset.in + " " : "";
        if (figures.indexOf(" owed ") < 0 || figures.indexOf(" not-applicable ") >= 0) return null;
        return states.indexOf(link.classList[1]) + (figures.indexOf(" overdue ") >= 0 ? 100 : 0);
      },
      changed: hideEmpty,
    });

    var described = null;

    function describe(cell) {
      var row = find(idOf(cell));
      var column = cell.closest("td").cellIndex;
      var day = row && row.cells[1].querySelector("time");
      var note = row && row.cells[2].querySelector(":scope > .note");
      tip.textContent = "";
      var number = heat.dataset.task.replace("{id}", cell.closest("tr").querySelector("b").textContent);
      add("b", heads[column].textContent + "\u3000" + number);
      add("span", cell.textContent + (day ? "\u3000" + day.textContent : ""));
      if (note) add("span", note.textContent).className = "note";
      tip.hidden = false;
      described = cell;
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
      var middle = box.left + box.width / 2 - tip.offsetWidth / 2;
      var left = Math.min(Math.max(middle, gap), innerWidth - tip.offsetWidth - gap);
      var above = box.top - tip.offsetHeight - gap;
      tip.style.left = left + "px";
      tip.style.top = (above > gap ? above : box.bottom + gap) + "px";
    }

    function hideTip() {
      tip.hidden = true;
      if (described) described.removeAttribute("aria-describedby");
      described = null;
    }

    ["mousemove", "focusin"].forEach(function (kind) {
      heat.addEventListener(kind, function (event) {
        var cell = event.target.closest("td a");
        if (cell && cell === described) return;
        hideTip();
        if (cell) describe(cell);
      });
    });
    ["mouseleave", "focusout"].forEach(function (kind) { heat.addEventListener(kind, hideTip); });
    window.addEventListener("scroll", function () { if (described) place(described.getBoundingClientRect()); }, true);
    document.addEventListener("keydown", function (event) { if (event.key === "Escape") hideTip(); });

    // One stop for the Tab key; the arrow keys go on from there, also to the headings.
    all("a, button", heat).forEach(function (stop) { stop.tabIndex = -1; });
    var current = heat.querySelector("tbody a");
    if (current) current.tabIndex = 0;

    function enter(stop) {
      current.tabIndex = -1;
      current = stop;
      current.tabIndex = 0;
    }

    function beside(step) {
      for (var cell = current.closest("td, th"); cell; ) {
        cell = step > 0 ? cell.nextElementSibling : cell.previousElementSibling;
        var stop = cell && cell.querySelector("a, button");
        if (stop) return stop;
      }
      return null;
    }

    function beyond(step) {
      var column = current.closest("td, th").cellIndex;
      var rows = all("tr:not(.band)", heat);
      for (var at = rows.indexOf(current.closest("tr")) + step; rows[at]; at += step) {
        var stop = rows[at].hidden ? null : rows[at].cells[column].querySelector("a, button");
        if (stop) return stop;
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
      enter(to);
      to.focus();
    });
    heat.addEventListener("focusin", function (event) {
      var stop = event.target.closest("a, button");
      if (stop && stop !== current) enter(stop);
    });

    // How much of the map lies beyond its edges. It is measured when the map comes near, not before it is laid out.
    var box = heat.parentNode;
    var message = document.querySelector(".beyond");
    var frame = 0;

    function count() {
      var right = box.scrollLeft + box.clientWidth;
      var bottom = box.scrollTop + box.clientHeight;
      var columns = Array.prototype.filter.call(heads, function (head) {
        return head.offsetLeft + head.offsetWidth / 2 > right;
      }).length;
      var rows = all("tbody tr:not(.band):not([hidden])", heat).filter(function (row) {
        return row.offsetTop + row.offsetHeight / 2 > bottom;
      }).length;
      message.textContent = message.dataset.beyond.replace("{columns}", columns).replace("{rows}", rows);
      message.classList.toggle("reached", !columns && !rows);
    }

    function later() {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(count);
    }
    box.addEventListener("scroll", later);
    window.addEventListener("resize", later);
    if (!window.IntersectionObserver) later();
    else new IntersectionObserver(function (seen) { if (seen[0].isIntersecting) later(); }).observe(box);
  }
})();
