// Every page works without this file; it only saves reloads. No globals, no dependencies.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  const say = (text, link) => {
    const box = document.getElementById("pesan");
    if (!box) return;
    const line = document.createElement("p");
    line.className = "message";
    const words = document.createElement("span");
    words.textContent = text;
    line.append(words);
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link.href;
      anchor.textContent = link.text;
      line.append(anchor);
    }
    box.replaceChildren(line);
    line.scrollIntoView({ block: "nearest" });
  };

  // Cart badge and name: pages of the catalogue are the same for everybody.
  const showVisitor = (visitor) => {
    for (const badge of all("[data-cart-count]")) {
      badge.textContent = visitor.cartCount > 99 ? "99+" : String(visitor.cartCount);
      badge.hidden = !visitor.cartCount;
    }
    if (visitor.name) for (const name of all("[data-visitor-name]")) name.textContent = visitor.name;
  };
  const ask = document.body.dataset.askVisitor;
  const askVisitor = () =>
    fetch(ask, { headers: { accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((visitor) => visitor && showVisitor(visitor))
      .catch(() => {});
  if (ask) askVisitor();

  // Replaces the parts of the page that the answer also has, and keeps the focus where it was.
  const swap = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const focused = document.activeElement;
    const key = focused && (focused.id || (focused.name && `[name="${focused.name}"][value="${CSS.escape(focused.value)}"]`));
    let swapped = 0;
    for (const old of all("[data-swap]")) {
      const next = old.id && fresh.getElementById(old.id);
      if (!next) continue;
      // The element stays, so that a live region is still the one that screen readers listen to.
      old.replaceChildren(...[...next.childNodes].map((node) => document.adoptNode(node)));
      swapped += 1;
    }
    const box = fresh.getElementById("pesan");
    if (box && box.children.length) document.getElementById("pesan").replaceChildren(...[...box.childNodes].map((node) => document.adoptNode(node)));
    if (swapped) enhance(document);
    if (key && document.activeElement === document.body) {
      const again = document.getElementById(key) || (key[0] === "[" && document.querySelector(key));
      if (again) again.focus();
    }
    return swapped;
  };

  const post = (form, extra) => {
    const data = new URLSearchParams(new FormData(form));
    for (const [name, value] of Object.entries(extra || {})) data.set(name, value);
    return fetch(form.getAttribute("action"), { method: "POST", body: data, redirect: "follow" });
  };

  const refresh = async (form, extra) => {
    form.classList.add("busy");
    try {
      const answer = await post(form, extra);
      const html = await answer.text();
      if (answer.status >= 500 || (answer.redirected && new URL(answer.url).pathname !== location.pathname) || !swap(html)) form.submit();
    } catch {
      form.submit();
    } finally {
      form.classList.remove("busy");
    }
  };

  const steppers = (within) => {
    for (const box of all("[data-stepper]", within)) {
      if (box.dataset.ready) continue;
      box.dataset.ready = "1";
      const input = box.querySelector("input");
      const button = (text, name, step) => {
        const element = document.createElement("button");
        element.type = "button";
        element.textContent = text;
        element.setAttribute("aria-label", name);
        element.addEventListener("click", () => {
          const now = Number(input.value) || 1;
          const next = Math.min(Number(input.max) || 9999, Math.max(Number(input.min) || 1, now + step));
          if (next === now) return;
          input.value = next;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        });
        return element;
      };
      box.prepend(button("−", "Kurangi", -1));
      box.append(button("+", "Tambah", 1));
    }
  };

  const copies = (within) => {
    if (!navigator.clipboard) return;
    for (const button of all("[data-copy]", within)) {
      button.hidden = false;
      button.onclick = async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        const words = button.querySelector("span");
        const before = words.textContent;
        words.textContent = "Tersalin";
        setTimeout(() => (words.textContent = before), 2000);
      };
    }
  };

  const countdowns = (within) => {
    for (const clock of all("[data-countdown]", within)) {
      const end = Number(clock.dataset.countdown) * 1000;
      const tick = () => {
        const left = Math.max(0, Math.floor((end - Date.now()) / 1000));
        const two = (n) => String(n).padStart(2, "0");
        const days = Math.floor(left / 86400);
        clock.textContent = (days ? days + " hari " : "") + two(Math.floor((left % 86400) / 3600)) + ":" + two(Math.floor((left % 3600) / 60)) + ":" + two(left % 60);
        clock.hidden = false;
        if (left > 0 && clock.isConnected) setTimeout(tick, 1000);
      };
      tick();
    }
  };

  // Asks whether the payment came: often at first, then less; not while nobody looks.
  const polls = () => {
    const poll = document.querySelector("[data-poll]");
    if (!poll) return;
    let wait = 3000;
    const look = async () => {
      if (!document.hidden) {
        try {
          const answer = await fetch(poll.dataset.poll, { headers: { accept: "application/json" } });
          if (answer.ok && (await answer.json()).state !== poll.dataset.pollState) return location.reload();
        } catch {}
        wait = Math.min(wait * 1.15, 20000);
      }
      setTimeout(look, wait);
    };
    setTimeout(look, wait);
  };

  const galleries = (within) => {
    for (const gallery of all("[data-gallery]", within)) {
      const links = all(".thumbnails a", gallery);
      const strip = gallery.querySelector(".gallery-strip");
      const mark = (id) => links.forEach((link) => (link.getAttribute("href") === "#" + id ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
      links.forEach((link) =>
        link.addEventListener("click", (event) => {
          const picture = document.getElementById(link.getAttribute("href").slice(1));
          if (!picture) return;
          event.preventDefault();
          strip.scrollTo({ left: picture.offsetLeft - strip.offsetLeft });
          mark(picture.id);
        }));
      if (links.length) mark(strip.firstElementChild.id);
    }
  };

  const enhance = (within) => {
    steppers(within);
    copies(within);
    countdowns(within);
  };

  document.addEventListener("click", async (event) => {
    const menu = document.querySelector("[data-menu][open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
    const option = event.target.closest && event.target.closest("a[data-option]");
    if (!option || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const typed = document.getElementById("jumlah");
    try {
      const answer = await fetch(option.href);
      if (!answer.ok || !swap(await answer.text())) throw new Error();
      history.replaceState(null, "", option.href);
      const again = document.getElementById("jumlah");
      if (typed && again) again.value = Math.min(Number(typed.value) || 1, Number(again.max) || 1);
      const chosen = all("a[data-option]").find((link) => link.textContent === option.textContent);
      if (chosen) chosen.focus();
    } catch {
      location.href = option.href;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.matches("[data-add]")) {
      event.preventDefault();
      const error = form.querySelector("[data-add-error]");
      const input = form.querySelector("[name=jumlah]");
      try {
        const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { accept: "application/json" } });
        const told = await answer.json();
        if (told.location) return (location.href = told.location);
        error.hidden = !told.error;
        error.textContent = told.error || "";
        if (told.error) {
          input.setAttribute("aria-invalid", "true");
          input.setAttribute("aria-describedby", error.id);
          return input.focus();
        }
        input.removeAttribute("aria-invalid");
        showVisitor(told);
        say(told.message, { href: "/keranjang", text: "Lihat keranjang" });
      } catch {
        form.submit();
      }
      return;
    }
    const button = event.submitter;
    if (form.matches("[data-address]") && button && button.name === "langkah") {
      event.preventDefault();
      refresh(form, { langkah: button.value });
    } else if (form.matches("[data-checkout]") && !(button && button.name === "langkah")) {
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = "1";
      for (const once of all("[data-once]")) once.classList.add("busy");
    }
  });
  // Back from the payment page: the form may be sent again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of all("[data-checkout]")) delete form.dataset.sent;
    for (const once of all("[data-once]")) once.classList.remove("busy");
    if (ask) askVisitor();
  });

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form) return;
    if (event.target.matches("[data-region]")) {
      if (event.target.name === "desa") {
        refresh(form, { langkah: "wilayah" });
      } else {
        const order = ["provinsi", "kabupaten", "kecamatan", "desa"];
        const below = {};
        for (const name of order.slice(order.indexOf(event.target.name) + 1)) below[name] = "";
        refresh(form, { ...below, langkah: "wilayah" });
      }
    } else if (form.matches("[data-auto]")) {
      if (form.getAttribute("action") === "/checkout/alamat") form.submit();
      else refresh(form);
    } else if (form.matches("[data-checkout]") && event.target.type === "radio") {
      refresh(form, { langkah: "total" });
    }
  });
  // Enter in the search for a village looks it up instead of saving a half-filled form.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.id !== "cari-wilayah") return;
    event.preventDefault();
    refresh(event.target.form, { langkah: "cari" });
  });

  enhance(document);
  galleries(document);
  polls();
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
})();
