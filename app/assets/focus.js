/* What is drawn anew keeps the focus where it was: the same element, or the one that stands for it.
   Where nothing does, as on another page, the focus goes to the content, not back to the first link. */
(function () {
    "use strict";

    const PATIENCE_MILLISECONDS = 700;
    const TAKES = "a[href], button, input, select, textarea, summary, [tabindex]";
    let held = null, waiting = 0;

    function alike(root, name) { return Array.from(root.querySelectorAll(name)); }

    function said(element) { return JSON.stringify(element.dataset); }

    /* How an element is found again that has no name of its own: by what it does, and which of those it is. */
    function noted(element) {
        const root = element.parentElement && element.parentElement.closest("[id]");
        const data = said(element), name = element.localName;
        const those = root ? alike(root, name).filter(function (one) { return said(one) === data; }) : [];
        return {element: element, id: element.id, root: root ? root.id : "", name: name, data: data, place: those.indexOf(element)};
    }

    function again() {
        const own = held.id && document.getElementById(held.id), root = document.getElementById(held.root);
        if (own || !root) { return own || null; }
        const those = alike(root, held.name).filter(function (one) { return said(one) === held.data; });
        return those[Math.min(held.place, those.length - 1)] || null;
    }

    function isLost() { return document.activeElement === document.body || document.activeElement === null; }

    function restore() {
        if (!held || !isLost() || (held.element && held.element.isConnected)) { return; }
        const found = again();
        if (found && !found.disabled && found.checkVisibility()) {
            found.focus({preventScroll: true});
        } else if (!waiting) {
            waiting = window.setTimeout(content, PATIENCE_MILLISECONDS);
        }
    }

    function content() {
        waiting = 0;
        const main = document.getElementById("main");
        if (held && held.element && !held.element.isConnected && isLost() && main) { main.focus({preventScroll: true}); }
    }

    /* What was promised the focus and does not come gets it no more, once no page is coming. */
    function promise(promised) {
        held = promised;
        window.setTimeout(drop, PATIENCE_MILLISECONDS, promised);
    }

    function drop(promised) {
        if (held !== promised) { return; }
        if (document.querySelector(".coming:not([hidden])")) { promise(promised); return; }
        held = null;
    }

    document.addEventListener("focusin", function (event) {
        window.clearTimeout(waiting);
        waiting = 0;
        held = noted(event.target);
    });

    /* Whoever presses beside everything wants no focus. */
    document.addEventListener("pointerdown", function (event) {
        if (event.target.closest && !event.target.closest(TAKES)) { held = null; }
    });

    new MutationObserver(restore).observe(document.documentElement, {childList: true, subtree: true});

    window.tirkeu = Object.assign(window.tirkeu || {}, {
        focusNext: function (id) { promise({element: null, id: id, root: "", name: "", data: "", place: 0}); },
    });
})();
