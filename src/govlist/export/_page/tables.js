"use strict";
// The address and the sorting of tables, for the page and the annual record. Old browsers are meant to run it.

function all(selector, within) {
  return Array.prototype.slice.call((within || document).querySelectorAll(selector));
}

// The address: #PLACE?KEY=VALUE&KEY=VALUE, so that a link shows the same view. A malformed part counts as absent.
var address = (function () {
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return "";
    }
  }

  function read(hash) {
    var parts = (hash === undefined ? location.hash : hash).slice(1).split("?");
    var values = {};
    parts.slice(1).join("?").split("&").forEach(function (part) {
      var at = part.indexOf("=");
      if (at > 0) values[decoded(part.slice(0, at))] = decoded(part.slice(at + 1));
    });
    return { place: decoded(parts[0]), values: values };
  }

  function made(place, values) {
    var parts = Object.keys(values).filter(function (key) { return values[key]; }).map(function (key) {
      return key + "=" + encodeURIComponent(values[key]);
    });
    return "#" + encodeURIComponent(place) + (parts.length ? "?" + parts.join("&") : "");
  }

  // Show the values in the address without a step in the browser's history.
  function write(place, values) {
    var hash = made(place, values);
    try {
      history.replaceState(null, "", hash.indexOf("?") < 0 ? location.pathname + location.search : hash);
    } catch (error) {
      // Some browsers refuse it for files: the view is right all the same.
    }
  }

  return { read: read, made: made, write: write };
})();

// Sorting: a click on a heading sorts its column, the next one reverses it, a third one restores the list's order.
// The tables of a section have equal columns and are sorted together.
var sorting = (function () {
  var tables = [];
  var collator = window.Intl && new Intl.Collator(document.documentElement.lang, { numeric: true });

  function add(table, options) {
    var added = {
      table: table,
      scope: table.closest("details.task, section, main").id,
      heads: all("th", table.tHead).filter(function (head) { return !head.classList.contains("track"); }),
      value: (options && options.value) || valueOf,
      changed: (options && options.changed) || function () {},
      rows: null,
      together: null,
    };
    added.heads.forEach(function (head) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () { clicked(added, head); });
    });
    tables.push(added);
  }

  // A number, a text, or null for an empty cell, which comes last.
  function valueOf(cell) {
    var text = cell.textContent.trim();
    if (!text || text === "—" || text === "-") return null;
    return /^[\d.]+(%|\/\d+)?$/.test(text) ? parseFloat(text) : text;
  }

  function name(head) {
    return head.textContent.replace(/\s+/g, " ").trim();
  }

  function clicked(added, head) {
    var now = head.getAttribute("aria-sort");
    var first = firstDirection(added, head);
    var next = !now ? first : now === first ? opposite(first) : null;
    sort(added.scope, name(head), next);
    document.dispatchEvent(new CustomEvent("sorted"));
  }

  function opposite(direction) {
    return direction === "ascending" ? "descending" : "ascending";
  }

  // Numbers from the greatest, texts from the first.
  function firstDirection(added, head) {
    var column = head.cellIndex;
    var values = rowsOf(added).map(function (each) { return added.value(each.row.cells[column]); });
    return values.some(function (value) { return typeof value === "string"; }) ? "ascending" : "descending";
  }

  function rowsOf(added) {
    if (!added.rows) {
      added.rows = all("tbody > tr:not(.band)", added.table).filter(function (row) {
        return row.closest("table") === added.table;
      }).map(function (row, index) { return { row: row, home: row.parentNode, index: index }; });
    }
    return added.rows;
  }

  function sort(scope, title, direction) {
    tables.filter(function (added) { return added.scope === scope; }).forEach(function (added) {
      var head = added.heads.filter(function (each) { return name(each) === title; })[0];
      added.heads.forEach(function (each) { each.removeAttribute("aria-sort"); });
      if (head && direction) {
        head.setAttribute("aria-sort", direction);
        arrange(added, head.cellIndex, direction === "ascending" ? 1 : -1);
      } else if (added.rows) {
        added.rows.forEach(function (each) { each.home.appendChild(each.row); });
      }
      added.changed();
    });
  }

  function arrange(added, column, sign) {
    var rows = rowsOf(added).map(function (each) {
      return { row: each.row, index: each.index, value: added.value(each.row.cells[column]) };
    });
    rows.sort(function (a, b) {
      if (a.value === null || b.value === null) return (a.value === null) - (b.value === null) || a.index - b.index;
      return sign * compare(a.value, b.value) || a.index - b.index;
    });
    if (!added.together) {
      added.together = added.table.tBodies.length > 1 ? document.createElement("tbody") : added.table.tBodies[0];
      if (added.together) added.table.insertBefore(added.together, added.table.tBodies[0]);
    }
    rows.forEach(function (each) { added.together.appendChild(each.row); });
  }

  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (collator) return collator.compare(a, b);
    return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
  }

  // What is sorted: SECTION.HEADING, with a minus if descending; several are separated by line breaks.
  function sorted() {
    var found = [];
    tables.forEach(function (added) {
      added.heads.forEach(function (head) {
        var direction = head.getAttribute("aria-sort");
        var text = (direction === "descending" ? "-" : "") + added.scope + "." + name(head);
        if (direction && found.indexOf(text) < 0) found.push(text);
      });
    });
    return found.join("\n");
  }

  function apply(text) {
    if (text === sorted()) return;
    tables.forEach(function (added) { sort(added.scope, "", null); });
    text.split("\n").forEach(function (each) {
      var at = each.indexOf(".");
      var down = each.charAt(0) === "-";
      if (at > 0) sort(each.slice(down ? 1 : 0, at), each.slice(at + 1), down ? "descending" : "ascending");
    });
  }

  return { add: add, apply: apply, sorted: sorted };
})();

document.documentElement.classList.add("js");
all("table:not(.heat)").forEach(function (table) { sorting.add(table); });
