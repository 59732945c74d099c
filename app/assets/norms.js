/* The Norms page: a moved lever asks for a small answer and writes its texts where they stand; the
   address follows without a page load, and what takes longer to count comes a moment later. The chart
   is the matter of norms_chart.js. */
(function () {
    "use strict";

    const PATH = "/norms";
    const LOWEST = 60, HIGHEST = 300, UNSET = 150;
    const PAUSE_MILLISECONDS = 300, AGAIN_MILLISECONDS = 600;

    let root = null, levers = null;
    let isFlying = false, isWanted = false, pausing = 0, again = 0;
    let shape = null, settled = null;

    function at(id) { return document.getElementById(id); }

    /* ------------------------------------------------------------ the address */
    function query() {
        const kept = new URLSearchParams();
        const here = new URLSearchParams(window.location.search);
        root.dataset.kept.split(" ").forEach(function (name) { if (here.has(name)) { kept.set(name, here.get(name)); } });
        levers.forEach(function (value, name) {
            if (name !== "ratio" || levers.get("area") === "useful") { kept.set(name, value); }
        });
        return kept.toString();
    }

    function follow() {
        const asked = query();
        window.history.replaceState(window.history.state, "", PATH + (asked ? "?" + asked : ""));
        document.querySelectorAll(".languages a[data-language]").forEach(function (link) {
            const own = new URLSearchParams(asked);
            own.set("lang", link.getAttribute("data-language"));
            link.setAttribute("href", PATH + "?" + own);
        });
        root.querySelectorAll("[data-onward]").forEach(function (link) {
            link.setAttribute("href", link.dataset.onward + (asked ? "?" + asked : ""));
        });
        root.querySelectorAll("[data-file]").forEach(function (link) {
            link.setAttribute("href", link.getAttribute("href").replace(/\?.*|$/, told(asked)));
        });
        document.dispatchEvent(new CustomEvent("tirkeu:moved"));
    }

    /* ------------------------------------------------------------ asking */
    function ask() {
        document.dispatchEvent(new CustomEvent("norms:asked", {detail: "?" + query()}));
        window.clearTimeout(pausing);
        window.clearTimeout(again);
        isWanted = true;
        if (!isFlying) { fly(); }
    }

    function fly() {
        const asked = query(), asker = root;
        isFlying = true;
        isWanted = false;
        get("/answer", asked).then(function (said) {
            if (asker !== root) { return; }
            write(said);
            if (!isWanted) { draw(asked, said); }
        }, lost).finally(function () {
            isFlying = false;
            if (isWanted && root) { fly(); }
        });
    }

    /* The address may leave the language to the cookie, which another window can change: whatever is
       asked for names the language of this page. */
    function told(asked) {
        const own = new URLSearchParams(asked);
        own.set("lang", document.documentElement.lang);
        return "?" + own;
    }

    function get(path, asked) {
        return window.fetch(PATH + path + told(asked)).then(function (response) {
            if (!response.ok) { throw new Error(String(response.status)); }
            return response.json();
        });
    }

    function lost() { if (root) { at("norms-rests").textContent = root.dataset.lost; } }

    /* What is drawn anew: the curve where more than the norm was moved, and the rest after a pause. */
    function draw(asked, said) {
        if (said.state !== "ready") {
            if (said.state === "under_way") { again = window.setTimeout(ask, AGAIN_MILLISECONDS); }
            return;
        }
        pausing = window.setTimeout(function () { settle(asked, said); }, PAUSE_MILLISECONDS);
    }

    /* What the curve hangs on: neither the norm itself nor what the sections below show. */
    function formOf(asked) {
        const form = new URLSearchParams(asked);
        ["norm", "by", "range"].forEach(function (name) { form.delete(name); });
        return form.toString();
    }

    function settle(asked, said) {
        if (!root) { return; }
        follow();
        if (formOf(asked) !== shape) {
            shape = formOf(asked);
            window.dash_clientside.set_props("norms-shape", {data: told(asked)});
        }
        if (asked !== settled) {
            settled = asked;
            document.dispatchEvent(new CustomEvent("norms:settled"));
        }
        if (!said.is_whole) { again = window.setTimeout(complete, AGAIN_MILLISECONDS, asked); }
    }

    function complete(asked) {
        if (!root || query() !== asked) { return; }
        get("/whole", asked).then(function (said) {
            if (!root || query() !== asked) { return; }
            write(said);
            if (!said.is_whole) { again = window.setTimeout(complete, AGAIN_MILLISECONDS, asked); }
        }, lost);
    }

    /* ------------------------------------------------------------ writing */
    function write(said) {
        strong(at("norms-headline"), said.headline);
        at("norms-rests").textContent = said.rests;
        const complaint = at("norms-complaint");
        if (complaint) { complaint.hidden = true; }
        said.cards.forEach(function (told) {
            const card = root.querySelector("[data-card=" + told.name + "]");
            card.dataset.way = told.way;
            card.dataset.tone = told.tone;
            card.querySelector(".norms-value").textContent = told.value;
            card.querySelector(".norms-change").textContent = told.change;
            card.querySelector(".norms-before").textContent = told.law;
            card.querySelector(".norms-note").textContent = told.note;
        });
        document.dispatchEvent(new CustomEvent("norms:marked", {detail: said.mark}));
    }

    function strong(place, text) {
        place.replaceChildren.apply(place, text.split("*").map(function (part, number) {
            if (number % 2 === 0) { return document.createTextNode(part); }
            const em = document.createElement("em");
            em.textContent = part;
            return em;
        }));
    }

    /* ------------------------------------------------------------ levers */
    function tenths(text) {
        const read = /^\s*([0-9]{1,2})(?:[.,]([0-9])?)?\s*$/.exec(text);
        const found = read ? Number(read[1]) * 10 + Number(read[2] || 0) : NaN;
        return found >= LOWEST && found <= HIGHEST ? found : null;
    }

    function written(found) { return (found / 10).toFixed(1); }
    function shown(text) { return text.replace(".", root.dataset.decimal); }

    function setNorm(found, writer) {
        const bounded = Math.min(HIGHEST, Math.max(LOWEST, found));
        if (written(bounded) === root.dataset.norm) {
            levers.delete("norm");
        } else {
            levers.set("norm", written(bounded).replace(/\.0$/, ""));
        }
        showNorm(bounded, writer);
        ask();
    }

    function showNorm(found, writer) {
        const slider = at("norms-slider"), number = at("norms-norm");
        const stands = found === null ? UNSET : found;
        if (writer !== slider) { slider.value = written(stands); }
        if (writer !== number) { number.value = found === null ? "" : shown(written(found)); }
        slider.setAttribute("aria-valuetext", root.dataset.spoken.replace("{value}", shown(written(stands))));
        slider.parentElement.style.setProperty("--fill", (stands - LOWEST) / (HIGHEST - LOWEST));
        slider.parentElement.classList.toggle("norms-unset", found === null);
        complain(number, "");
        marked();
    }

    function norm() {
        const text = levers.get("norm") || root.dataset.norm;
        return text ? tenths(text) : null;
    }

    function complain(field, text) {
        const said = field.closest(".norms-lever").querySelector(".norms-wrong");
        said.textContent = text;
        said.hidden = !text;
        field.toggleAttribute("aria-invalid", Boolean(text));
    }

    function ratio(field) {
        const read = /^\s*(0[.,][0-9]{1,3}|1(?:[.,]0{1,3})?)\s*$/.exec(field.value);
        const found = read ? Number(read[1].replace(",", ".")) : NaN;
        if (!(found >= 0.5 && found <= 1)) { return false; }
        if (found === Number(field.dataset.law)) { levers.delete("ratio"); } else { levers.set("ratio", String(found)); }
        complain(field, "");
        marked();
        ask();
        return true;
    }

    function choose(button) {
        const name = button.dataset.reading, value = button.dataset.value;
        if (value === button.closest("[data-law]").dataset.law) { levers.delete(name); } else { levers.set(name, value); }
        sync();
        ask();
    }

    function reset(name) {
        if (name === null) { levers = new URLSearchParams(); } else { levers.delete(name); }
        sync();
        ask();
    }

    /* Which levers stand elsewhere than the law, and the way back for each. */
    function marked() {
        let count = 0;
        root.querySelectorAll("[data-lever]").forEach(function (lever) {
            const isMoved = levers.has(lever.dataset.lever);
            lever.classList.toggle("norms-moved", isMoved);
            if (isMoved) { count += 1; }
        });
        at("norms-all").hidden = count === 0;
    }

    function sync() {
        root.querySelectorAll("[data-reading]").forEach(function (button) {
            const lawful = button.closest("[data-law]").dataset.law;
            const stands = levers.get(button.dataset.reading) || lawful;
            button.setAttribute("aria-pressed", String(stands === button.dataset.value));
        });
        const field = at("norms-ratio");
        field.closest(".norms-lever").hidden = levers.get("area") !== "useful";
        field.value = shown(levers.get("ratio") || field.dataset.law);
        complain(field, "");
        showNorm(norm(), null);
    }

    /* ------------------------------------------------------------ what the reader does */
    document.addEventListener("input", function (event) {
        if (!root) { return; }
        if (event.target.id === "norms-slider") { setNorm(Math.round(Number(event.target.value) * 10), event.target); }
        if (event.target.id === "norms-norm") {
            const found = tenths(event.target.value);
            if (found !== null && found !== norm()) { setNorm(found, event.target); }
        }
        if (event.target.id === "norms-ratio") { ratio(event.target); }
    });

    document.addEventListener("change", function (event) {
        if (!root) { return; }
        if (event.target.id === "norms-norm") {
            const found = tenths(event.target.value);
            if (found === null) { complain(event.target, root.dataset.badNorm); } else { showNorm(found, null); }
        }
        if (event.target.id === "norms-ratio" && !ratio(event.target)) { complain(event.target, root.dataset.badRatio); }
    });

    document.addEventListener("keydown", function (event) {
        const steps = {ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10};
        if (!root || event.target.id !== "norms-norm" || !steps[event.key]) { return; }
        event.preventDefault();
        setNorm((norm() || UNSET) + steps[event.key], null);
    });

    document.addEventListener("click", function (event) {
        const button = root && event.target.closest && event.target.closest("button");
        if (!button || !root.contains(button)) { return; }
        if (button.dataset.reading) { choose(button); }
        if (button.dataset.reset) { reset(button.dataset.reset); }
        if (button.id === "norms-all") { reset(null); }
    });

    /* Whoever goes on takes along what he has set, answered or not. */
    document.addEventListener("click", function (event) {
        if (root && event.target.closest && event.target.closest("a[href]")) { follow(); }
    }, true);

    document.addEventListener("norms:picked", function (event) {
        if (root && event.detail !== norm()) { setNorm(event.detail, null); }
    });

    /* ------------------------------------------------------------ a page comes and goes */
    function begin(found) {
        root = found;
        levers = new URLSearchParams(root.dataset.levers);
        settled = null;
        shape = root.dataset.state === "ready" ? formOf(query()) : null;
        draw(query(), {state: root.dataset.state, is_whole: root.dataset.whole === "true"});
    }

    function end() {
        window.clearTimeout(pausing);
        window.clearTimeout(again);
        root = null;
    }

    new MutationObserver(function () {
        const found = at("norms");
        if (found !== root) {
            if (root) { end(); }
            if (found) { begin(found); }
        }
    }).observe(document.documentElement, {childList: true, subtree: true});
})();
