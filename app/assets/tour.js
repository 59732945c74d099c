/* The guided tour: shows the step of the card that the server has drawn, marks on the page what it is
   about, and goes on when the thing was done. The step stands in the address, whatever else moves it. */
(function () {
    "use strict";

    const NAME = "tour", MARK = "data-tour-here", KEPT = "tirkeu-tour-kept", OWN = [NAME, "lang"];
    const DONE_MILLISECONDS = 900, READING_MILLISECONDS = 1000, SETTLING_MILLISECONDS = 20000, UNCOVER_MILLISECONDS = 600, EDGE = 12;

    let here = read();
    let begun = {}, isDone = false, isEntered = false, going = 0, drawn = null, moved = 0;
    let followed = Date.now() + SETTLING_MILLISECONDS, marked = null, looking = 0;

    function at(id) { return document.getElementById(id); }
    function card() { return at("tour"); }

    /* ------------------------------------------------------------ the address */
    function read(address) {
        const text = new URL(address || window.location.href, window.location.href).searchParams.get(NAME);
        const found = /^([a-z]{1,12})\.([1-9])$/.exec(text || "");
        return found ? {task: found[1], step: Number(found[2])} : null;
    }

    function written() { return here ? here.task + "." + here.step : null; }

    /* Links and callbacks of the pages know the step at which they were drawn: the address gets the last. */
    function keep() {
        const target = new URL(window.location.href), step = written();
        if (target.searchParams.get(NAME) === step) { return; }
        if (step) { target.searchParams.set(NAME, step); } else { target.searchParams.delete(NAME); }
        window.history.replaceState(window.history.state, "", target.href);
        document.querySelectorAll(".languages a[data-language]").forEach(function (link) {
            const own = new URL(link.href);
            if (step) { own.searchParams.set(NAME, step); } else { own.searchParams.delete(NAME); }
            link.setAttribute("href", own.pathname + own.search);
        });
    }

    window.addEventListener("_dashprivate_pushstate", keep, true); // before Dash reads the address
    window.addEventListener("popstate", function () {
        here = read();
        again();
        begin();
    }, true);
    document.addEventListener("tirkeu:moved", function () { keep(); look(); });

    /* ------------------------------------------------------------ what the visitor had set before */
    function carried() {
        const found = new URLSearchParams(), query = new URLSearchParams(window.location.search);
        at("page-words").dataset.carried.split(" ").forEach(function (name) {
            if (name !== NAME && query.has(name)) { found.set(name, query.get(name)); }
        });
        return found;
    }

    /* A task begins as the law has it: what was set is put aside, once for all tasks of a tour. */
    function putAside() {
        const set = carried();
        OWN.forEach(function (name) { set.delete(name); });
        if (!here) { put(set.toString()); }
    }

    function put(text) {
        try { window.sessionStorage.setItem(KEPT, text); } catch (refused) { /* then it is not brought back */ }
    }

    function aside() {
        try { return window.sessionStorage.getItem(KEPT) || ""; } catch (refused) { return ""; }
    }

    function forget() {
        try { window.sessionStorage.removeItem(KEPT); } catch (refused) { /* then nothing was put aside */ }
    }

    if (!here) { forget(); } // whoever left a tour by an address has left it for good

    /* What was put aside, in the language of now; without it what the tour has set. */
    function broughtBack() {
        if (!aside()) { return carried(); }
        const set = new URLSearchParams(aside()), language = carried().get("lang");
        forget();
        if (language) { set.set("lang", language); }
        return set;
    }

    /* ------------------------------------------------------------ the step that is shown */
    function shown() {
        const found = card();
        return here && found && found.dataset.here === "true" && found.dataset.task === here.task
            ? found.querySelector("[data-step='" + here.step + "']") : null;
    }

    function draw() {
        const found = card();
        document.documentElement.toggleAttribute("data-tour", Boolean(here && found));
        if (!found) { return; }
        found.hidden = !here;
        found.querySelector(".tour-kept").hidden = !aside() || (shown() !== null && here.step > 1);
        if (!shown()) { return; }
        const steps = found.querySelectorAll("[data-step]");
        steps.forEach(function (step) { step.hidden = Number(step.dataset.step) !== here.step; });
        const back = found.querySelector("[data-tour-act=back]"), on = found.querySelector("[data-tour-act=next]");
        if (here.step === 1 && document.activeElement === back) { on.focus({preventScroll: true}); }
        back.disabled = here.step === 1;
        const isWatched = Boolean(shown().dataset.watched || shown().dataset.seen) && !isDone;
        const said = found.dataset[here.step === steps.length ? "finish" : isWatched ? "skip" : "next"];
        if (on.textContent !== said) { on.textContent = said; }
        on.classList.toggle("primary", !isWatched);
        if (rests()) { on.setAttribute("aria-disabled", "true"); } else { on.removeAttribute("aria-disabled"); }
        shown().querySelector(".tour-done").hidden = !isDone;
        const way = shown().querySelector(".tour-way");
        if (way) { way.hidden = isDone || Boolean(document.querySelector(shown().dataset.after)); }
    }

    function begin() {
        window.clearTimeout(going);
        isDone = false;
        followed = Date.now() + SETTLING_MILLISECONDS;
        draw();
        mark();
        look();
    }

    function go(step) {
        const isBack = step < here.step;
        here.step = step;
        if (isBack) { again(); }
        keep();
        begin();
    }

    /* Whoever presses a button just as the tour moves by itself has meant the step before. */
    function rests() { return Date.now() < moved + READING_MILLISECONDS; }

    function goByItself(step) {
        moved = Date.now();
        window.setTimeout(draw, READING_MILLISECONDS + 1);
        go(step);
    }

    function leave() {
        const content = at("main");
        if (card().contains(document.activeElement) && content) { content.focus({preventScroll: true}); }
        here = null;
        begun = {};
        keep();
        begin();
    }

    /* ------------------------------------------------------------ what the step is about */
    function mark() {
        const step = shown(), target = step && document.querySelector(step.dataset.target);
        document.querySelectorAll("[" + MARK + "]").forEach(function (other) {
            if (other !== target) { other.removeAttribute(MARK); }
        });
        if (!target) { return; }
        if (!target.hasAttribute(MARK)) { target.setAttribute(MARK, ""); }
        if (Date.now() < followed) { show(target, marked === written()); }
        marked = written();
    }

    /* A page that is still being drawn moves what was shown; whoever scrolls by himself is left alone. */
    ["wheel", "touchmove", "keydown", "pointerdown"].forEach(function (name) {
        document.addEventListener(name, function () { followed = 0; }, {capture: true, passive: true});
    });

    /* Bring it to where neither the header nor the card at the foot of a telephone covers it. */
    function show(target, isAgain) {
        const header = document.querySelector(".header"), sheet = card().getBoundingClientRect();
        const isSheet = sheet.width > window.innerWidth / 2;
        const top = (header ? header.offsetHeight : 0) + EDGE;
        const bottom = (isSheet ? sheet.top : window.innerHeight) - EDGE;
        const box = target.getBoundingClientRect();
        const isWhole = box.top >= top && box.bottom <= bottom;
        const isBegun = box.height > bottom - top && box.top >= top - 1 && box.top <= (top + bottom) / 2;
        if (isWhole || isBegun) { return; }
        const room = Math.max(0, (bottom - top - box.height) / 2);
        const isCalm = isAgain || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        window.scrollBy({top: box.top - top - room, behavior: isCalm ? "auto" : "smooth"});
        window.clearTimeout(looking);
        looking = window.setTimeout(uncover, UNCOVER_MILLISECONDS, target, top);
    }

    /* A part of a page that stays at its top while the rest is scrolled may lie over the beginning. */
    function uncover(target, top) {
        const box = target.getBoundingClientRect(), from = Math.max(box.top, top) + 1;
        const over = document.elementFromPoint(box.left + box.width / 2, from);
        if (Date.now() > followed || !over || over.closest("#tour") || target.contains(over) || over.contains(target)) { return; }
        let lid = over;
        while (lid && window.getComputedStyle(lid).position !== "sticky") { lid = lid.parentElement; }
        if (lid && !lid.contains(target)) { window.scrollBy({top: box.top - lid.getBoundingClientRect().bottom - EDGE}); }
    }

    /* ------------------------------------------------------------ whether it was done */
    function state(step) {
        if (step.dataset.unless && document.querySelector(step.dataset.unless)) { return null; }
        if (step.dataset.seen) { return document.querySelector(step.dataset.seen) ? "seen" : ""; }
        const query = new URLSearchParams(window.location.search);
        return step.dataset.watched.split(" ").map(function (name) { return query.get(name) || ""; }).join(" ").trim();
    }

    /* The step that is shown and those after it of which it can be seen that they were done. */
    function coming() {
        const steps = shown() ? Array.from(card().querySelectorAll("[data-step]")) : [];
        return steps.filter(function (step) {
            return Number(step.dataset.step) >= here.step && (step.dataset.watched || step.dataset.seen);
        });
    }

    /* Whoever goes back wants to do it once more: what has been done by now counts no longer. */
    function again() {
        begun = {};
        coming().forEach(function (step) { begun[step.dataset.step] = state(step) || ""; });
    }

    function wasDone(step) {
        const now = state(step), number = step.dataset.step;
        if (!(number in begun)) { begun[number] = Number(number) > here.step ? "" : now || ""; }
        return Boolean(now) && now !== begun[number];
    }

    /* What was done ahead is done: the tour goes on behind the furthest of it, at most to its last step. */
    function look() {
        if (!shown() || isDone) { return; }
        const total = card().querySelectorAll("[data-step]").length;
        const done = coming().filter(wasDone).map(function (step) { return Number(step.dataset.step); });
        const next = Math.max(0, ...done.filter(function (step) { return step < total; })) + 1;
        if (next === 1 && !(here.step === total && done.length)) { return; }
        isDone = true;
        draw();
        if (here.step < total) { going = window.setTimeout(goByItself, DONE_MILLISECONDS, next); }
    }

    /* ------------------------------------------------------------ what the reader does */
    function end() {
        const asked = broughtBack().toString(), home = card().dataset.end;
        leave();
        window.dash_clientside.tirkeu.choose(home + (asked ? "?" + asked : ""));
    }

    /* Whoever breaks off stays on the page, with what was set before. */
    function breakOff() {
        const isKept = Boolean(aside()), asked = isKept ? broughtBack().toString() : "";
        leave();
        if (isKept) { window.dash_clientside.tirkeu.choose(window.location.pathname + "?" + asked); }
    }

    const ACTS = {
        leave: breakOff,
        back: function () { go(here.step - 1); },
        way: function () {
            const control = document.querySelector(shown().dataset.way);
            followed = Date.now() + SETTLING_MILLISECONDS; // whoever asks the way wants to be shown
            if (control) { control.click(); }
        },
        next: function () {
            if (rests()) { return; }
            if (here.step === card().querySelectorAll("[data-step]").length) { end(); } else { go(here.step + 1); }
        },
    };

    document.addEventListener("click", function (event) {
        const found = event.target.closest && event.target.closest("[data-tour-act], [data-tour-start]");
        if (!found) { return; }
        if (found.dataset.tourAct) {
            if (here) { ACTS[found.dataset.tourAct](); }
            return;
        }
        if (event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)) {
            putAside();
            here = read(found.href);
            begun = {};
            isDone = false;
            followed = Date.now() + SETTLING_MILLISECONDS;
            isEntered = true;
        }
    }, true);


    new MutationObserver(function () {
        const found = card();
        if (found !== drawn) {
            drawn = found;
            if (found && isEntered && shown()) {
                isEntered = false;
                at("tour-title").focus({preventScroll: true});
            }
        }
        if (!found && !here) { return; }
        draw();
        mark();
        look();
    }).observe(document.documentElement, {childList: true, subtree: true});
})();
