/* A field with a list of choices says that it is one, and whether the list is open: Mantine marks
   that for style sheets only. The list is walked from its field: Tab leads past it, although it
   is scrolled. */
(function () {
    "use strict";
    const FIELDS = "input[aria-haspopup='listbox']";

    function told() {
        document.querySelectorAll(FIELDS).forEach(function (field) {
            const isOpen = String(field.hasAttribute("data-expanded"));
            if (field.getAttribute("role") !== "combobox") { field.setAttribute("role", "combobox"); }
            if (field.getAttribute("aria-expanded") !== isOpen) { field.setAttribute("aria-expanded", isOpen); }
        });
        document.querySelectorAll("[role='listbox']:not([tabindex])").forEach(function (list) { list.tabIndex = -1; });
    }

    new MutationObserver(told).observe(document.documentElement, {
        childList: true, subtree: true, attributes: true, attributeFilter: ["data-expanded"],
    });
})();
