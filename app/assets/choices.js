/* A field with a list of choices says that it is one, and whether the list is open: Mantine marks
   that for style sheets only. */
(function () {
    "use strict";
    const FIELDS = "input[aria-haspopup='listbox']";

    function told() {
        document.querySelectorAll(FIELDS).forEach(function (field) {
            const isOpen = String(field.hasAttribute("data-expanded"));
            if (field.getAttribute("role") !== "combobox") { field.setAttribute("role", "combobox"); }
            if (field.getAttribute("aria-expanded") !== isOpen) { field.setAttribute("aria-expanded", isOpen); }
        });
    }

    new MutationObserver(told).observe(document.documentElement, {
        childList: true, subtree: true, attributes: true, attributeFilter: ["data-expanded"],
    });
})();
