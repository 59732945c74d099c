/* Below the grid of the Centres page: a day of an office played back on a canvas. Nothing is drawn
   that the server has not sent; numbers stand in words beside it. */
(function () {
    "use strict";

    const SPEEDS = [1, 5, 15];
    const PITCH = 16, COUNTER = 20, GAP = 4, HEAD = 26, PAD = 10, RADIUS = 5;
    const STEP_MILLISECONDS = 1000, ASK_MILLISECONDS = 500, TIMELINE = 44, HOUR = 60;
    const stills = window.matchMedia("(prefers-reduced-motion: reduce)");
    const kept = {};
    let stage = null;

    function page() { return document.getElementById("centres"); }

    function filled(text, values) {
        return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
    }

    function made(tag, attributes, children) {
        const element = document.createElement(tag);
        Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
        (children || []).forEach(function (child) { element.append(child); });
        return element;
    }

    function clock(minute) {
        const whole = Math.floor(minute + 1e-6);
        return Math.floor(whole / HOUR) % 24 + ":" + String(whole % HOUR).padStart(2, "0");
    }

    /* ------------------------------------------------------------ the stage */
    class Stage {
        constructor(place) {
            this.place = place;
            this.run = place.dataset.run;
            this.words = JSON.parse(place.dataset.words);
            this.limit = Number(place.dataset.limit);
            this.number = new Intl.NumberFormat(place.dataset.language);
            this.state = kept[this.run] = kept[this.run] || {now: null, speed: SPEEDS[1]};
            this.isPlaying = false;
            this.ask();
        }

        say(text) { this.place.replaceChildren(made("p", {class: "quiet", role: "status"}, [text])); }

        ask() {
            const mine = this;
            if (!this.place.isConnected || this.place.dataset.run !== this.run) { return; }
            fetch("/centres/playback/" + encodeURIComponent(this.run)).then(function (answer) {
                if (answer.status === 202) {
                    mine.say(mine.words.waiting);
                    window.setTimeout(function () { mine.ask(); }, ASK_MILLISECONDS);
                } else if (answer.ok) {
                    answer.json().then(function (day) { mine.show(day); });
                } else { mine.say(mine.words.failed); }
            }).catch(function () { mine.say(mine.words.failed); });
        }

        show(day) {
            this.lanes = window.tirkeuCentresDay.lanes(day);
            if (!this.lanes.length) { this.say(this.words.closed); return; }
            this.ends = window.tirkeuCentresDay.span(this.lanes);
            this.waits = window.tirkeuCentresDay.waitsByMinute(this.lanes, this.ends);
            this.lanes.forEach(function (lane) {
                lane.most = Math.max(1, ...window.tirkeuCentresDay.waitsByMinute([lane], this.ends));
            }, this);
            if (this.state.now === null) { this.state.now = this.ends[0] + this.waits.indexOf(Math.max(...this.waits)); }
            this.build();
            this.draw();
        }

        build() {
            const mine = this, words = this.words;
            this.button = made("button", {class: "button centres-play", type: "button"});
            this.button.addEventListener("click", function () { mine.turn(!mine.isPlaying); });
            this.clock = made("strong", {class: "centres-clock"});
            const speeds = SPEEDS.map(function (speed) {
                const one = made("button", {type: "button", "data-speed": speed, "aria-pressed": speed === mine.state.speed}, [filled(words.speed_unit, {n: speed})]);
                one.addEventListener("click", function () { mine.pace(speed); });
                return one;
            });
            this.speeds = made("div", {class: "centres-choice", role: "group", "aria-label": words.speed}, speeds);
            this.canvas = made("canvas", {class: "centres-canvas", role: "img", "aria-label": words.stage});
            this.line = made("canvas", {class: "centres-timeline", "aria-hidden": "true"});
            this.slider = made("input", {type: "range", class: "centres-scrub", min: this.ends[0], max: this.ends[1], step: 1, "aria-label": words.time});
            this.slider.addEventListener("input", function () { mine.turn(false, true); mine.go(Number(mine.slider.value)); });
            this.slider.addEventListener("change", function () { mine.announce(); });
            this.told = made("p", {class: "centres-spoken small"});
            this.spoken = made("p", {class: "visually-hidden", "aria-live": "polite"});
            const keys = ["other", "pilot", "late", "served", "left"].map(function (name) {
                const own = made("canvas", {class: "centres-key", "data-key": name, "aria-hidden": "true"});
                return made("li", {}, [own, filled(words["key_" + name], {limit: words.limit})]);
            });
            this.keys = made("ul", {class: "centres-keys"}, keys);
            this.place.replaceChildren(
                made("div", {class: "centres-transport"}, [this.button, this.clock, this.speeds]),
                this.told, this.keys, this.canvas,
                made("div", {class: "centres-scrubbing"}, [this.line, this.slider]), this.spoken);
            this.name();
            new ResizeObserver(function () { mine.draw(); }).observe(this.place);
        }

        name() { this.button.textContent = this.isPlaying ? "❚❚ " + this.words.pause : "▶ " + this.words.play; }

        pace(speed) {
            this.state.speed = speed;
            this.speeds.querySelectorAll("button").forEach(function (one) {
                one.setAttribute("aria-pressed", String(Number(one.dataset.speed) === speed));
            });
        }

        turn(isPlaying, isQuiet) {
            if (isPlaying === this.isPlaying) { return; }
            this.isPlaying = isPlaying;
            this.name();
            if (!isPlaying) {
                if (!isQuiet) { this.announce(); }
                return;
            }
            this.spoken.textContent = "";
            if (this.state.now >= this.ends[1]) { this.state.now = this.ends[0]; }
            this.last = performance.now();
            this.next();
        }

        next() {
            const mine = this;
            if (stills.matches) { window.setTimeout(function () { mine.step(performance.now()); }, STEP_MILLISECONDS); } else {
                window.requestAnimationFrame(function (time) { mine.step(time); });
            }
        }

        step(time) {
            if (!this.isPlaying || !this.place.isConnected) { this.isPlaying = false; return; }
            const passed = Math.max(0, Math.min(time - this.last, 2 * STEP_MILLISECONDS)) / 1000;
            this.last = time;
            this.go(Math.min(this.ends[1], this.state.now + passed * this.state.speed));
            if (this.state.now >= this.ends[1]) { this.turn(false); } else { this.next(); }
        }

        go(now) { this.state.now = now; this.draw(); }

        announce() { this.spoken.textContent = this.told.textContent; }

        /* -------------------------------------------------------- drawing */
        draw() {
            if (!this.canvas || !this.place.isConnected || !this.place.clientWidth) { return; }
            const now = this.state.now, mine = this;
            const style = window.getComputedStyle(this.place);
            this.ink = function (name) { return style.getPropertyValue("--" + name).trim(); };
            this.font = style.fontFamily;
            const width = this.place.clientWidth, here = this.lanes.map(function (lane) { return window.tirkeuCentresDay.at(lane, now); });
            const shapes = this.lanes.map(function (lane) { return mine.shape(lane, width); });
            const height = shapes.reduce(function (sum, shape) { return sum + shape.height; }, 0);
            const brush = this.brush(this.canvas, width, height);
            let top = 0;
            this.lanes.forEach(function (lane, number) {
                mine.lane(brush, lane, here[number], shapes[number], top, width);
                top += shapes[number].height;
            });
            this.timeline(width);
            this.keyShapes();
            this.tell(here);
        }

        brush(canvas, width, height) {
            const scale = window.devicePixelRatio || 1;
            if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
                canvas.width = Math.round(width * scale);
                canvas.height = Math.round(height * scale);
                canvas.style.height = height + "px";
                canvas.style.width = width + "px";
            }
            const brush = canvas.getContext("2d");
            brush.setTransform(scale, 0, 0, scale, 0, 0);
            brush.clearRect(0, 0, width, height);
            return brush;
        }

        /* Left half: who waits, the first beside the counters. Right half: the counters. */
        shape(lane, width) {
            const half = Math.floor(width / 2) - PAD;
            const across = Math.max(1, Math.floor((half + GAP) / (COUNTER + GAP)));
            const places = Math.max(1, Math.floor((half - PITCH) / PITCH));
            const rows = Math.min(5, Math.max(Math.ceil(lane.slots / across), Math.ceil(lane.most / places)));
            const high = Math.max(rows, Math.ceil(lane.slots / across));
            return {
                half: half, across: across, places: places, rows: high,
                height: HEAD + high * (COUNTER + GAP) + (lane.isLeft ? PITCH : 0) + PAD,
            };
        }

        lane(brush, lane, here, shape, top, width) {
            const mine = this, right = width - shape.half, middle = top + HEAD;
            brush.strokeStyle = this.ink("line");
            brush.lineWidth = 1;
            if (top) { brush.beginPath(); brush.moveTo(0, top + 0.5); brush.lineTo(width, top + 0.5); brush.stroke(); }
            this.text(brush, this.words[lane.name], 0, top + 17, "600 13px ", "ink", "left");
            const told = filled(this.words.lane, {wait: this.number.format(here.waiting.length), busy: this.number.format(here.served.length), there: this.number.format(here.there)});
            this.text(brush, told, width, top + 17, "12px ", "ink-2", "right");
            for (let slot = 0; slot < lane.slots; slot += 1) { this.counter(brush, this.counterAt(slot, shape, right, middle), slot < here.there); }
            here.served.forEach(function (stay) {
                const place = mine.counterAt(stay.slot, shape, right, middle);
                brush.fillStyle = mine.ink("accent-ground");
                brush.fillRect(place[0] + 1, place[1] + 1, COUNTER - 2, COUNTER - 2);
                mine.person(brush, place[0] + COUNTER / 2, place[1] + COUNTER / 2, stay.isPilot, "served");
            });
            const most = shape.rows * shape.places, late = this.limit, now = this.state.now;
            here.waiting.slice(0, most).forEach(function (stay, number) {
                const x = right - PITCH - (number % shape.places) * PITCH;
                const y = middle + Math.floor(number / shape.places) * (COUNTER + GAP) + COUNTER / 2;
                mine.person(brush, x, y, stay.isPilot, now - stay.enabled > late ? "late" : "waiting");
            });
            if (here.waiting.length > most) { this.text(brush, filled(this.words.more, {n: this.number.format(here.waiting.length - most)}), 0, middle + shape.rows * (COUNTER + GAP) + 10, "12px ", "negative-ink", "left"); }
            here.gone.forEach(function (stay, number) {
                const age = (now - stay.left) / window.tirkeuCentresDay.goneMinutes, drift = stills.matches ? 0 : age * 24;
                brush.globalAlpha = 1 - age;
                mine.cross(brush, right - PITCH - number * PITCH - drift, middle + shape.rows * (COUNTER + GAP) + 4);
                brush.globalAlpha = 1;
            });
        }

        counterAt(slot, shape, right, top) {
            return [right + slot % shape.across * (COUNTER + GAP), top + Math.floor(slot / shape.across) * (COUNTER + GAP)];
        }

        counter(brush, place, isOpen) {
            brush.strokeStyle = this.ink(isOpen ? "ink-2" : "line-2");
            brush.lineWidth = 1;
            brush.setLineDash(isOpen ? [] : [2, 3]);
            brush.strokeRect(place[0] + 0.5, place[1] + 0.5, COUNTER - 1, COUNTER - 1);
            brush.setLineDash([]);
        }

        person(brush, x, y, isPilot, kind) {
            const radius = isPilot ? RADIUS + 1.2 : RADIUS;
            brush.beginPath();
            if (isPilot) {
                brush.moveTo(x, y - radius); brush.lineTo(x + radius, y); brush.lineTo(x, y + radius); brush.lineTo(x - radius, y); brush.closePath();
            } else { brush.arc(x, y, radius, 0, 2 * Math.PI); }
            brush.lineWidth = 1.6;
            if (kind === "waiting") { brush.strokeStyle = this.ink("ink-2"); brush.stroke(); return; }
            brush.fillStyle = this.ink(kind === "late" ? "negative" : "accent");
            brush.fill();
        }

        cross(brush, x, y) {
            brush.strokeStyle = this.ink("negative");
            brush.lineWidth = 2;
            brush.beginPath();
            brush.moveTo(x - 4, y - 4); brush.lineTo(x + 4, y + 4); brush.moveTo(x + 4, y - 4); brush.lineTo(x - 4, y + 4);
            brush.stroke();
        }

        text(brush, text, x, y, font, ink, align) {
            brush.font = font + this.font;
            brush.fillStyle = this.ink(ink);
            brush.textAlign = align;
            brush.fillText(text, x, y);
        }

        keyShapes() {
            const mine = this;
            this.keys.querySelectorAll("canvas").forEach(function (canvas) {
                const brush = mine.brush(canvas, COUNTER, COUNTER), name = canvas.dataset.key;
                if (name === "left") { mine.cross(brush, COUNTER / 2, COUNTER / 2); return; }
                if (name === "served") { mine.counter(brush, [0, 0], true); }
                mine.person(brush, COUNTER / 2, COUNTER / 2, name === "pilot", {other: "waiting", pilot: "waiting"}[name] || name);
            });
        }

        /* How many wait over the day, and where the day is. */
        timeline(width) {
            const brush = this.brush(this.line, width, TIMELINE), ends = this.ends;
            const most = Math.max(1, ...this.waits), low = TIMELINE - 14, inset = 8;
            const x = function (minute) { return inset + (minute - ends[0]) / (ends[1] - ends[0]) * (width - 2 * inset); };
            brush.beginPath();
            brush.moveTo(x(ends[0]), low);
            this.waits.forEach(function (count, number) { brush.lineTo(x(ends[0] + number), low - count / most * (low - 4)); });
            brush.lineTo(x(ends[1]), low);
            brush.closePath();
            brush.fillStyle = this.ink("accent");
            brush.globalAlpha = 0.45;
            brush.fill();
            brush.globalAlpha = 1;
            brush.strokeStyle = this.ink("ink-2");
            brush.lineWidth = 1.5;
            brush.beginPath(); brush.moveTo(x(this.state.now), 0); brush.lineTo(x(this.state.now), low); brush.stroke();
            const every = width < 480 ? 3 : 1;
            for (let hour = ends[0] / HOUR; hour * HOUR <= ends[1]; hour += every) {
                this.text(brush, clock(hour * HOUR), x(hour * HOUR), TIMELINE - 2, "11px ", "ink-2", hour === ends[0] / HOUR ? "left" : hour * HOUR > ends[1] - 20 ? "right" : "center");
            }
        }

        tell(here) {
            const count = this.number, words = this.words, now = clock(this.state.now);
            const sum = function (name) { return here.reduce(function (total, lane) { return total + (Array.isArray(lane[name]) ? lane[name].length : lane[name]); }, 0); };
            const longest = Math.max(...here.map(function (lane) { return lane.longest; }));
            const last = this.lanes.findIndex(function (lane) { return lane.name === "window"; });
            this.clock.textContent = now;
            this.told.textContent = filled(words.now, {
                time: now, wait: count.format(sum("waiting")), served: count.format(sum("served")),
                left: count.format(sum("left")), done: count.format(last < 0 ? sum("done") : here[last].done),
                longest: sum("waiting") ? filled(words.longest, {n: count.format(Math.round(longest))}) : "",
            });
            this.slider.value = this.state.now;
            this.slider.setAttribute("aria-valuetext", now);
        }
    }

    function staged() {
        const place = page() && document.getElementById("centres-playback");
        if (!place) { stage = null; return; }
        if (!stage || stage.place !== place || stage.run !== place.dataset.run || !place.firstChild) {
            if (stage) { stage.isPlaying = false; }
            place.append(made("span", {}));
            stage = new Stage(place);
        }
    }

    new MutationObserver(function () { if (page()) { staged(); } })
        .observe(document.documentElement, {childList: true, subtree: true, attributes: true, attributeFilter: ["data-run", "data-mantine-color-scheme"]});
    function repaint() { if (stage && stage.canvas) { stage.draw(); } }

    new MutationObserver(repaint).observe(document.documentElement, {attributes: true, attributeFilter: ["data-mantine-color-scheme"]});
    document.addEventListener("tirkeu:theme", repaint);
})();
