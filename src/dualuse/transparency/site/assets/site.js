// Comforts only: everything on the site works without this file. Tables can be sorted and searched where they stand.
"use strict";
(() => {
  const value = (cell) => {
    const text = (cell?.textContent ?? "").trim();
    const number = Number.parseFloat(text.replace(/[^\d.,-]/g, "").replace(/[.,](?=\d{3}(\D|$))/g, "").replace(",", "."));
    return { text, number: Number.isNaN(number) || text === ":" ? Number.NEGATIVE_INFINITY : number };
  };
  const sort = (table, head, column) => {
    const numeric = head.classList.contains("number");
    const down = head.getAttribute("aria-sort") !== (numeric ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows];
    const sign = numeric === down ? -1 : 1;
    rows.sort((one, other) => {
      const [a, b] = [value(one.cells[column]), value(other.cells[column])];
      return sign * (numeric ? a.number - b.number : a.text.localeCompare(b.text, document.documentElement.lang));
    });
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", sign < 0 ? "descending" : "ascending");
    table.tBodies[0].append(...rows);
  };
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, head, column));
    });
  }
  for (const table of document.querySelectorAll("table[data-findable]")) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "search";
    label.className = "find";
    label.append(`${table.dataset.findable} `, input);
    table.closest(".scroll").before(label);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLocaleLowerCase();
      for (const row of table.tBodies[0].rows) {
        row.hidden = !row.cells[0].textContent.toLocaleLowerCase().includes(wanted);
      }
    });
  }
})();
