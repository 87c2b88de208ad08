// Asks whether visits may be counted, and counts them only after a yes. Until then nothing is asked of anybody else's
// server and nothing is kept in the browser.
(() => {
  "use strict";
  const { key, events, assets, tenant } = document.currentScript.dataset;
  const declined = navigator.globalPrivacyControl === true || [navigator.doNotTrack, window.doNotTrack].includes("1");

  // `ya.` and the anonymous id, `tidak`, or nothing: the server wrote it.
  const answer = () => (document.cookie.match(/(?:^|; )(?:__Host-)?tokoku_statistik=(ya\.[0-9a-f]{32}|tidak)(?:;|$)/) || ["", ""])[1];

  // What PostHog's script takes from an address's query (words searched for, campaigns, ids of advertisers) and the
  // page's title, which repeats what was searched for. Also under `$initial_`, `$session_entry_` and the like.
  const worded = /title|keyword|utm_|(?:cid|clid|clkid|braid|gclsrc|gad_source|li_fat_id|igshid|epik|_kx)$/;
  // Addresses stay, without their query: it may hold what somebody typed, or the way back from signing in.
  const tidy = (properties) => {
    for (const [name, value] of Object.entries(properties || {})) {
      if (worded.test(name)) delete properties[name];
      else if (typeof value === "object") tidy(value);
      else if (typeof value === "string" && /^https?:/.test(value)) properties[name] = value.replace(/[?#].*$/s, "");
    }
  };
  const clean = (event) => {
    if (!event) return event;
    for (const part of [event.properties, event.$set, event.$set_once]) tidy(part);
    event.properties = { ...event.properties, tenant_id: Number(tenant) };
    return event;
  };

  const begin = (visitor) => {
    if (window.posthog) return;
    // What PostHog's own loader leaves for its script: see its snippet.
    const stub = (window.posthog = []);
    stub.__SV = 1;
    stub.people = [];
    stub._i = [[key, {
      api_host: events,
      bootstrap: { distinctID: `${tenant}:${visitor}` },
      person_profiles: "identified_only",
      persistence: "localStorage",
      cross_subdomain_cookie: false,
      respect_dnt: true,
      capture_pageview: true,
      capture_pageleave: "if_capture_pageview",
      autocapture: false,
      rageclick: false,
      capture_dead_clicks: false,
      capture_heatmaps: false,
      capture_performance: false,
      capture_exceptions: false,
      disable_session_recording: true,
      disable_surveys: true,
      advanced_disable_flags: true,
      mask_all_text: true,
      mask_all_element_attributes: true,
      mask_personal_data_properties: true,
      before_send: clean,
    }, "posthog"]];
    const script = document.createElement("script");
    script.async = true;
    script.crossOrigin = "anonymous";
    script.src = `${assets}/static/array.js`;
    document.head.append(script);
  };

  // A no after a yes: what PostHog keeps here goes too.
  const forget = () => {
    if (window.posthog && window.posthog.opt_out_capturing) window.posthog.opt_out_capturing();
    try {
      for (const name of Object.keys(localStorage)) if (name.startsWith(`ph_${key}`) || name === `__ph_opt_in_out_${key}`) localStorage.removeItem(name);
    } catch {}
    for (const pair of document.cookie.split("; ")) {
      const name = pair.split("=")[0];
      if (name.startsWith(`ph_${key}`)) document.cookie = `${name}=; max-age=0; path=/`;
    }
  };

  const look = () => {
    const known = declined ? "tidak" : answer();
    for (const banner of document.querySelectorAll("form[data-banner]")) banner.hidden = known !== "";
    if (known.startsWith("ya.")) begin(known.slice(3));
    else if (known === "tidak") forget();
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-banner]")) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form));
    if (event.submitter) fields.set(event.submitter.name, event.submitter.value);
    try {
      const told = await fetch(form.getAttribute("action"), { method: "POST", body: fields, headers: { accept: "application/json" } });
      if (!told.ok) throw new Error();
      look();
    } catch {
      location.assign("/privasi");
    }
  });
  look();
})();
