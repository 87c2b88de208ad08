/// The sandbox's `array.js`: a few lines that follow the loader's protocol as posthog-js does, so that a journey sees
/// what a browser sends. Not PostHog's script, and with next to nothing of what it can do.
enum PostHogScript {
    static let text = """
        (() => {
          "use strict";
          const stub = window.posthog || [];
          const make = (key, config) => {
            const out = `__ph_opt_in_out_${key}`;
            const place = `ph_${key}_posthog`;
            const mayCapture = () =>
              localStorage.getItem(out) !== "0" && !(config.respect_dnt && navigator.doNotTrack === "1");
            const self = {
              __loaded: true,
              config,
              get_distinct_id: () => JSON.parse(localStorage.getItem(place) || "{}").distinct_id,
              opt_out_capturing: () => localStorage.setItem(out, "0"),
              opt_in_capturing: () => localStorage.setItem(out, "1"),
              has_opted_out_capturing: () => !mayCapture(),
              reset: () => localStorage.removeItem(place),
              push: (item) => self[item[0]] && self[item[0]](...item.slice(1)),
              capture: (event, properties) => {
                if (!mayCapture()) return;
                // From the address's query, on the event and on the person, as posthog-js does.
                const campaign = [...new URLSearchParams(location.search)].filter(([name]) => /^utm_|clid$/.test(name));
                const initial = campaign.map(([name, value]) => [`$initial_${name}`, value]);
                let sent = {
                  uuid: crypto.randomUUID ? crypto.randomUUID() : undefined,
                  event,
                  timestamp: new Date().toISOString(),
                  properties: {
                    token: key, distinct_id: self.get_distinct_id(), $current_url: location.href, $host: location.host,
                    $pathname: location.pathname, $referrer: document.referrer || "$direct", $lib: "web", title: document.title,
                    $session_entry_url: location.href, ...Object.fromEntries(campaign),
                    $process_person_profile: config.person_profiles === "always", ...properties,
                  },
                  $set_once: { $initial_current_url: location.href, ...Object.fromEntries(initial) },
                };
                // One function or a list, each given what the one before it left; null drops the event.
                for (const change of [config.before_send || []].flat()) {
                  sent = change(sent);
                  if (!sent) return;
                }
                fetch(`${config.api_host}/e/?ip=0`, {
                  method: "POST", headers: { "Content-Type": "text/plain" }, keepalive: true, body: JSON.stringify(sent),
                }).catch(() => {});
              },
            };
            const id = (config.bootstrap && config.bootstrap.distinctID) || self.get_distinct_id() || String(Math.random()).slice(2);
            localStorage.setItem(place, JSON.stringify({ distinct_id: id }));
            return self;
          };
          for (const [key, config] of stub._i || []) {
            const posthog = make(key, config);
            window.posthog = posthog;
            if (config.loaded) config.loaded(posthog);
            for (const item of stub) if (Array.isArray(item)) posthog.push(item);
            if (config.capture_pageview) posthog.capture("$pageview");
          }
        })();

        """
}
