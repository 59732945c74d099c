/* Addresses are the state of every page: links inside the dashboard change the address without a
   reload, and everything shown follows from it. */
(function () {
    "use strict";

    /* Whoever steps faster than the page is drawn loses no step: it waits until the page is there. */
    const LONGEST_DRAWING = 5000;
    const queued = [];
    let replaced = null;
    let since = 0;
    let missed = null;

    function isDrawing() {
        const stands = replaced !== null && document.getElementById("page-words") === replaced;
        return stands && Date.now() - since < LONGEST_DRAWING;
    }

    function go(href) {
        const target = new URL(href, window.location.href);
        const moved = target.pathname !== window.location.pathname;
        if (target.href === window.location.href) {
            if (missed && document.getElementById("page-words") === missed) { window.location.reload(); }
            return;
        }
        if (moved || target.search !== window.location.search) { window.tirkeu.coming(target.pathname, moved); }
        replaced = document.getElementById("page-words");
        since = Date.now();
        window.history.pushState({}, "", target.href);
        window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
        if (moved) { window.scrollTo(0, 0); }
    }

    /* The address has moved, the page has not: whoever chooses it once more gets it. */
    document.addEventListener("tirkeu:failed", function () { missed = replaced; });

    function change(name, value) {
        const target = new URL(window.location.href);
        if (value === null || value === undefined || value === "") {
            target.searchParams.delete(name);
        } else {
            target.searchParams.set(name, value);
        }
        go(target.href);
    }

    function drawer(open) {
        document.documentElement.toggleAttribute("data-drawer", open);
        const button = document.getElementById("menu");
        if (button) { button.setAttribute("aria-expanded", String(open)); }
    }

    /* Escape closes the menu of a telephone; the focus goes back to what opened it. */
    function escape() {
        if (!document.documentElement.hasAttribute("data-drawer")) { return; }
        drawer(false);
        document.getElementById("menu").focus();
    }

    function remember(link) {
        const language = link.getAttribute("data-language");
        if (language) {
            document.cookie = "tirkeu-language=" + language + "; path=/; max-age=31536000; SameSite=Lax";
        }
    }

    /* The active scenario goes along from page to page, and whoever comes back to a page finds what
       else he had chosen there as it was left in this window. */
    const RETURNED = ["/norms", "/centres", "/id-cards", "/scenarios"], ONLY = {"/scenarios": ["with"]};

    function carried() {
        const said = document.getElementById("page-words");
        return said ? said.dataset.carried.split(" ") : [];
    }

    function note() {
        const path = window.location.pathname;
        if (!RETURNED.includes(path)) { return; }
        const search = window.location.search;
        const own = ONLY[path] ? "?" + those(ONLY[path], new URLSearchParams(search)) : search;
        try { window.sessionStorage.setItem(path, own); } catch (refused) { /* then the page starts anew */ }
    }

    function left(path) {
        if (!RETURNED.includes(path) || window.location.pathname === path) { return ""; }
        try { return window.sessionStorage.getItem(path) || ""; } catch (refused) { return ""; }
    }

    function recalled(href) {
        const target = new URL(href, window.location.href);
        const names = carried(), here = new URLSearchParams(window.location.search);
        const kept = new URLSearchParams(left(target.pathname));
        names.forEach(function (name) { kept.delete(name); });
        names.forEach(function (name) { if (here.has(name)) { kept.set(name, here.get(name)); } });
        const query = kept.toString();
        return target.pathname + (query ? "?" + query : "") + target.hash;
    }

    function isPlain(event) {
        return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    }

    document.addEventListener("click", function (event) {
        const button = event.target.closest("[data-act]");
        if (button && ACTS[button.getAttribute("data-act")]) {
            ACTS[button.getAttribute("data-act")](button);
            return;
        }
        const link = event.target.closest("a");
        const href = link && (link.getAttribute("href") || "");
        if (!link || !isPlain(event) || !href.startsWith("/") || link.hasAttribute("download")) { return; }
        event.preventDefault();
        remember(link);
        drawer(false);
        if (isDrawing() && link.id.startsWith("step-")) { queued.push(link.id); return; }
        go(link.closest("#navigation, #scenario, .brand") ? recalled(href) : href);
    });

    const ACTS = {
        theme: function () { window.tirkeuTheme(); },
        menu: function () { drawer(!document.documentElement.hasAttribute("data-drawer")); },
        print: function () { window.print(); },
        copy: function (button) {
            const name = button.getAttribute("aria-label");
            navigator.clipboard.writeText(window.location.href).then(function () {
                button.classList.add("done");
                button.setAttribute("aria-label", button.getAttribute("data-said"));
                window.setTimeout(function () {
                    button.classList.remove("done");
                    button.setAttribute("aria-label", name);
                }, 2000);
            }, function () { /* the address is still in the address bar */ });
        },
    };

    const KEYS = {ArrowRight: "step-next", ArrowLeft: "step-back", Home: "step-first", End: "step-last"};

    function isTyping(target) {
        return target.closest("input, textarea, select, [role=radio], [role=listbox], [role=combobox], [contenteditable]");
    }

    document.addEventListener("click", function (event) {
        const row = event.target.closest("[data-href]");
        if (row) { go(row.getAttribute("data-href")); }
    });

    function takeQueued() {
        const link = !isDrawing() && queued.length && document.getElementById(queued.shift());
        if (link && link.getAttribute("href")) { link.click(); }
    }

    document.addEventListener("keydown", function (event) {
        if (event.key === "Escape") { escape(); }
        const id = KEYS[event.key];
        const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
        const link = id && plain && !isTyping(event.target) && document.getElementById(id);
        if (link && link.getAttribute("href")) {
            event.preventDefault();
            link.focus();
            link.click();
        }
    });

    /* A new address draws the page anew: what was unfolded stays open. */
    const unfolded = new Map();

    document.addEventListener("toggle", function (event) {
        if (event.target.id && event.target.isConnected) { unfolded.set(event.target.id, event.target.open); }
    }, true);

    function restore() {
        unfolded.forEach(function (open, id) {
            const folded = document.getElementById(id);
            if (folded && folded.open !== open) { folded.open = open; }
        });
        takeQueued();
    }

    function those(names, here) {
        const found = new URLSearchParams();
        names.forEach(function (name) { if (here.has(name)) { found.set(name, here.get(name)); } });
        return found.toString();
    }

    function plain(text) {
        const number = Number(text.replace(",", "."));
        return text.trim() !== "" && isFinite(number) ? String(number) : text;
    }

    /* A useful share moves nothing where the norm is measured by the total area, nor does what stands
       as the law has it. */
    function counted(names, here, lawful) {
        const isIdle = here.get("area") !== "useful", found = new URLSearchParams();
        names.forEach(function (name) {
            const stands = here.has(name) ? plain(here.get(name)) : null;
            const isLawful = stands === null || (lawful.has(name) && plain(lawful.get(name)) === stands);
            if (!isLawful && !(name === "ratio" && isIdle)) { found.set(name, stands); }
        });
        return found.toString();
    }

    /* The scenario's box says whether what is in the address is what was saved, its day too: of
       another day the page is drawn anew. Of the address that the page was drawn for, the server has
       said it. */
    function stateOf(box, here) {
        const policy = box.dataset.policy.split(" ");
        if (those(["scenario", "saved"].concat(policy), here) === box.dataset.asked) { return box.dataset.state; }
        const lawful = new URLSearchParams(box.dataset.lawful);
        const written = counted(policy, here, lawful), key = here.get("scenario") || "";
        if (box.dataset.levers === undefined) { return key || written ? "unsaved" : "baseline"; }
        const day = box.dataset.today || (key ? "" : box.dataset.usual);
        const isSame = key === box.dataset.document && written === box.dataset.levers && day === box.dataset.day;
        return isSame ? "saved" : "changed";
    }

    function nameScenario() {
        const box = document.getElementById("scenario"), name = document.getElementById("scenario-name");
        if (!box || !name) { return; }
        const said = box.dataset[stateOf(box, new URLSearchParams(window.location.search))];
        if (name.textContent !== said) { name.textContent = said; }
    }

    /* Whoever opens a page in another window takes the scenario along as well. */
    document.addEventListener("tirkeu:moved", function () {
        nameScenario();
        document.querySelectorAll("#navigation a, #scenario, .brand").forEach(function (link) {
            link.setAttribute("href", recalled(link.getAttribute("href")));
        });
    });

    /* The language and the title of the document follow the page that is shown. */
    function settle() {
        restore();
        note();
        nameScenario();
        const said = document.getElementById("page-words");
        if (!said) { return; }
        const language = said.getAttribute("data-language");
        const title = said.getAttribute("data-title");
        if (document.documentElement.lang !== language) { document.documentElement.lang = language; }
        if (title && document.title !== title) { document.title = title; }
    }
    new MutationObserver(settle).observe(document.documentElement, {
        childList: true, subtree: true, attributes: true, attributeFilter: ["data-title", "data-language"],
    });

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        tirkeu: {
            change_day: function (value) { change("day", value); },
            go: function (clicks, href) { if (clicks && href) { window.tirkeu.focusNext("step-next"); go(href); } },
            choose: function (href) { if (href) { go(href); } },
            change_norm: function (value) { change("norm", value); },
            change_before: function (value) { change("before", value); },
            change_after: function (value) { change("after", value); },
        },
    });
})();
