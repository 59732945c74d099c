/* The Scenarios page: what is done goes to the server as one small note, the parts that come back
   are drawn by Dash; the address and the frame's box of the active scenario follow. */
(function () {
    "use strict";

    const PATH = "/scenarios", STORE = "scenarios-asked", MOST_BYTES = 900000, SAID_MILLISECONDS = 2000, MOST_COMPARED = 4;
    const queue = window.tirkeu.queue({root: page, store: STORE, joined: joined});

    function page() { return document.getElementById("scenarios"); }

    function tell(act, value, typed) { queue.tell({act: act, value: value || "", typed: typed || "", once: once()}); }

    /* What is compared is told as a whole, so the last word of those that wait is all of them. */
    function joined(last, asked) { return last.act === "choose" && asked.act === "choose" ? asked : null; }

    /* What is ticked, while the server has not said so yet: a tick that comes before its answer
       counts with those before it. */
    let ticked = null, of = null;

    function tick(id) {
        const before = of === page() && ticked ? ticked : (query().get("with") || "").split(",").filter(Boolean);
        const is_in = before.indexOf(id) >= 0;
        if (!is_in && before.length >= MOST_COMPARED) { return; }
        ticked = is_in ? before.filter(function (one) { return one !== id; }) : before.concat(id);
        of = page();
        tell("choose", ticked.join(","));
    }

    /* A refusal goes away with whatever is done next, also where the server has nothing to do. */
    function seen() { if (page().querySelector(".scenarios-passing")) { tell("seen"); } }

    /* What is new has its id from here: what is asked again, as no answer came, is saved once. */
    function once() {
        const bytes = window.crypto.getRandomValues(new Uint8Array(8));
        return Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
    }

    function look() { queue.look(STORE); }

    function query() { return new URLSearchParams(window.location.search); }

    function follow(state) {
        if (!state || !page()) { return; }
        const asked = new URLSearchParams(state.query).toString().replace(/%2C/g, ","), address = PATH + (asked ? "?" + asked : "");
        if (window.location.pathname + window.location.search !== address) {
            window.history.replaceState(window.history.state, "", address);
            document.querySelectorAll(".languages a[data-language]").forEach(function (link) {
                const own = new URLSearchParams(asked);
                own.set("lang", link.getAttribute("data-language"));
                link.setAttribute("href", PATH + "?" + own);
            });
        }
        if (ticked && (state.query["with"] || "") === ticked.join(",")) { ticked = null; }
        name(state.box);
        if (state.wrong) { reach("#" + state.wrong + "[aria-invalid='true']", 0); }
        if (state.leads) { window.dash_clientside.tirkeu.choose(state.leads); }
        queue.answered(state.count);
        document.dispatchEvent(new CustomEvent("tirkeu:moved"));
    }

    /* The frame was drawn before the scenario was saved: its box learns the new name here. */
    function name(said) {
        const box = document.getElementById("scenario");
        if (!box || !said) { return; }
        Object.keys(said).forEach(function (key) {
            if (said[key] === null) { delete box.dataset[key]; } else { box.dataset[key] = said[key]; }
        });
    }

    function done(button) {
        const label = button.getAttribute("aria-label");
        button.classList.add("done");
        button.setAttribute("aria-label", button.dataset.said);
        window.setTimeout(function () {
            button.classList.remove("done");
            button.setAttribute("aria-label", label);
        }, SAID_MILLISECONDS);
    }

    document.addEventListener("click", function (event) {
        if (!page() || !event.target.closest) { return; }
        const act = event.target.closest("a, button");
        if (act && page().contains(act) && !act.dataset.scenarios) { seen(); }
        const link = event.target.closest("[data-scenarios-link]");
        if (link) {
            navigator.clipboard.writeText(new URL(link.dataset.scenariosLink, window.location.href).href).then(function () { done(link); }, function () { /* no clipboard */ });
            return;
        }
        const file = event.target.closest("[data-scenarios-file]");
        if (file && !file.disabled) { open(file); return; }
        const button = event.target.closest("[data-scenarios]");
        if (!button || button.disabled || !page().contains(button)) { return; }
        if (button.dataset.scenarios === "choose") { tick(button.dataset.value); return; }
        const field = button.dataset.of && document.getElementById(button.dataset.of);
        tell(button.dataset.scenarios, button.dataset.value, field ? field.value : "");
        if (NEXT[button.dataset.scenarios] && button.dataset.value) { reach(NEXT[button.dataset.scenarios], 0); }
    });

    /* What is wanted next has the focus as soon as it is drawn. */
    const NEXT = {edit: "#scenarios-rename", "delete": "[data-scenarios='undo']"}, LOOKS = 40, LOOK_MILLISECONDS = 50;

    function reach(wanted, looks) {
        const found = page() && page().querySelector(wanted);
        if (found) {
            found.focus();
            if (found.select) { found.select(); }
        } else if (looks < LOOKS) {
            window.setTimeout(function () { reach(wanted, looks + 1); }, LOOK_MILLISECONDS);
        }
    }

    /* Enter in a name does what the button beside it does, Escape leaves a name as it was. */
    document.addEventListener("keydown", function (event) {
        const id = event.target.id;
        if (!page() || (id !== "scenarios-name" && id !== "scenarios-rename")) { return; }
        const button = page().querySelector("[data-of='" + id + "']");
        if (event.key === "Enter" && button && !button.disabled) { event.preventDefault(); button.click(); }
        if (event.key === "Escape" && id === "scenarios-rename") { tell("edit", ""); }
    });

    /* ------------------------------------------------------------ a file */
    function open(button) {
        const input = document.createElement("input");
        input.type = "file";
        input.accept = ".json,application/json";
        input.addEventListener("change", function () { if (input.files[0]) { send(input.files[0], button); } });
        input.click();
    }

    function send(file, button) {
        if (file.size > MOST_BYTES) { tell("unread", "", button.dataset.large); return; }
        const own = new URLSearchParams({name: file.name});
        if (query().has("lang")) { own.set("lang", query().get("lang")); }
        window.fetch(PATH + "/file?" + own, {method: "POST", body: file, headers: {"X-Requested-With": "tirkeu"}})
            .then(function (answer) { return answer.json(); })
            .then(function (told) { if (told.id) { tell("imported", told.id); } else { tell("unread", told.line, told.said || button.dataset.failed); } })
            .catch(function () { tell("unread", "", button.dataset.failed); });
    }

    window.tirkeu.sendScenario = send;
    window.dash_clientside = Object.assign({}, window.dash_clientside, {tirkeu_scenarios: {follow: follow, look: look}});
})();
