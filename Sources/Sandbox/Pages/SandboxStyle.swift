/// How the sandbox's pages look.
enum SandboxStyle {
    static let sheet: HTML = """
        :root{--ink:#172033;--soft:#5b6478;--line:#e2e6ee;--paper:#fff;--ground:#f4f6fb;--brand:#1d4ed8;--good:#0f7b46;\
        --bad:#b3261e;--warn:#8a5a00}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        .warning{margin:0;padding:.5rem 1rem;background:repeating-linear-gradient(135deg,#ffd84d 0 14px,#ffe27a 14px 28px);\
        color:#3a2c00;text-align:center;font-size:.9rem}
        header{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:center;justify-content:space-between;\
        padding:.75rem 1rem;background:var(--paper);border-bottom:1px solid var(--line)}
        .brand{font-weight:700;color:var(--ink);text-decoration:none}
        nav{display:flex;gap:.25rem;flex-wrap:wrap;margin:0 -.6rem}
        nav a{padding:.5rem .6rem;border-radius:.5rem;color:var(--brand);text-decoration:none}
        nav a:hover{background:var(--ground)}
        main{max-width:34rem;margin:0 auto;padding:1rem}
        main.wide{max-width:60rem}
        h1{font-size:1.4rem;line-height:1.25;margin:.5rem 0 1rem}
        h2{font-size:1.05rem;margin:1.5rem 0 .5rem}
        a{color:var(--brand)}
        .card{background:var(--paper);border:1px solid var(--line);border-radius:1rem;padding:1rem;margin:0 0 1rem;\
        box-shadow:0 1px 2px rgba(23,32,51,.05)}
        .cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(12.5rem,1fr))}
        .cards .card{margin:0;text-decoration:none;color:inherit;display:block}
        .cards .card:hover,.person:hover{border-color:var(--brand)}
        .soft{color:var(--soft);font-size:.9rem}
        .sum{font-size:1.9rem;font-weight:700;margin:.25rem 0;font-variant-numeric:tabular-nums}
        .code{font:600 1.35rem/1.3 ui-monospace,SFMono-Regular,Menlo,monospace;letter-spacing:.04em;overflow-wrap:anywhere;\
        background:var(--ground);border:1px dashed #b8c1d6;border-radius:.75rem;padding:.6rem .8rem;display:block;user-select:all}
        .qr{display:block;width:min(100%,17rem);margin:.5rem auto;border-radius:.75rem}
        .tag{display:inline-block;padding:.1rem .6rem;border-radius:1rem;font-size:.85rem;font-weight:600;background:#e8ecf5}
        .PAID,.ok{background:#dcf5e7;color:var(--good)}
        .EXPIRED,.FAILED,.no{background:#fde4e1;color:var(--bad)}
        .UNPAID,.wait{background:#fff1cc;color:var(--warn)}
        .REFUND{background:#e9e2fb;color:#5b35b1}
        ol{padding-left:1.3rem}.card>:first-child{margin-top:0}
        dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem 1rem;margin:1rem 0 0}
        dt{color:var(--soft)}dd{margin:0;text-align:right;overflow-wrap:anywhere}
        form{margin:0}
        label{display:block;font-weight:600;margin:.75rem 0 .25rem}
        input,select,button{font:inherit;min-height:2.9rem;border-radius:.75rem;border:1px solid #b8c1d6;padding:.4rem .8rem;width:100%;\
        background:var(--paper);color:var(--ink)}
        button,.button{cursor:pointer;font-weight:600;display:block;text-align:center;text-decoration:none;width:100%}
        .button{min-height:2.9rem;border-radius:.75rem;padding:.6rem .8rem;border:1px solid #b8c1d6;background:var(--paper)}
        .main{background:var(--brand);border-color:var(--brand);color:#fff}
        .stop{color:var(--bad);border-color:#e5b5b1}
        .tick{display:flex;gap:.6rem;align-items:center;font-weight:400}.tick input{width:1.3rem;min-height:1.3rem}
        .mail{width:100%;height:70vh;border:1px solid var(--line);border-radius:.75rem;background:#fff}
        :focus-visible{outline:3px solid #f59e0b;outline-offset:2px}
        .stack{display:grid;gap:.6rem}
        .pair{display:grid;grid-template-columns:1fr auto;gap:.6rem}.pair button{width:auto}
        .grid{display:grid;gap:0 1rem;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr))}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:.92rem}
        th,td{padding:.5rem .6rem;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
        td.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
        code,pre{font:.85rem/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere;white-space:pre-wrap}
        .person{display:flex;gap:.9rem;align-items:center;text-align:left;border:1px solid var(--line);padding:.6rem .8rem}
        .face{flex:none;width:2.6rem;height:2.6rem;border-radius:50%;display:grid;place-items:center;color:#fff;font-weight:700}
        .person span{overflow-wrap:anywhere}.person .soft{font-weight:400}
        .error{background:#fde4e1;color:var(--bad);padding:.6rem .8rem;border-radius:.75rem}
        """
}
