/* The Registries page: search and filters move the address; everything shown follows from it. */
(function () {
    "use strict";

    const PATH = "/registries";

    function isHere() { return window.location.pathname === PATH; }

    function move(change) {
        if (!isHere()) { return; }
        const target = new URL(window.location.href);
        change(target.searchParams);
        target.searchParams.delete("page");
        if (target.href !== window.location.href) { window.dash_clientside.tirkeu.choose(target.href); }
    }

    function set(query, name, value) {
        if (value === null || value === undefined || value === "") { query.delete(name); } else { query.set(name, value); }
    }

    function search(value) {
        const sought = (value || "").trim().slice(0, 100);
        window.dash_clientside.tirkeu_letters.taken("registries-sought", value);
        move(function (query) {
            if ((query.get("q") || "") === sought) { return; }
            set(query, "q", sought);
            query.delete("sort");
        });
    }

    /* What is no year goes into the address too: the page answers it in words. */
    function born(value) {
        const typed = (value || "").trim().slice(0, 20);
        move(function (query) { set(query, "born", typed); });
    }

    /* The number of a page, written beside the pager; beyond the last one means the last. */
    function go(parameter) {
        return function (value, last) {
            const page = Math.min(Number(value), last);
            if (!isHere() || !Number.isInteger(page) || page < 1) { return; }
            const target = new URL(window.location.href);
            if (page === Number(target.searchParams.get(parameter) || 1)) { return; }
            set(target.searchParams, parameter, page === 1 ? "" : String(page));
            window.dash_clientside.tirkeu.choose(target.href);
        };
    }

    function choose(href) {
        if (isHere() && href) { window.dash_clientside.tirkeu.choose(href); }
    }

    /* The report is there: it is shown as a page of its own. */
    function again(isMeasured) {
        if (isMeasured && isHere()) { window.location.reload(); }
    }

    /* A card is read from its top; a page of a list, from where the list begins. */
    document.addEventListener("click", function (event) {
        const link = event.target.closest(".registries a[href]");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
        const isPart = link.closest(".registries-card .registries-pager");
        if (isPart || link.closest("th") || link.getAttribute("href").startsWith("#")) { return; }
        window.scrollTo(0, 0);
    });

    /* A family wider than the window is shown from the person on, until it is moved by hand. */
    new MutationObserver(function () {
        const family = document.querySelector("#registries-family .family");
        const own = family && family.querySelector(".member.lit rect");
        if (!own || family.dataset.shown === own.getAttribute("x") + window.location.search) { return; }
        family.dataset.shown = own.getAttribute("x") + window.location.search;
        const box = own.getBoundingClientRect(), room = family.getBoundingClientRect();
        family.scrollLeft += box.left + box.width / 2 - room.left - room.width / 2;
    }).observe(document.documentElement, {childList: true, subtree: true});

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        tirkeu_registries: {search: search, born: born, go_page: go("page"), go_part: go("part"), choose: choose, again: again},
    });
})();
