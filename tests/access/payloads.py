"""Forty texts that run as a script, load something or break out of their place where a page does not escape them."""

PAYLOADS = (
    "<script>window.__run=1</script>", "</script><script>window.__run=2</script>", "\"><script>window.__run=3</script>",
    "'><img src=x onerror=window.__run=4>", "<img src=x onerror=\"window.__run=5\">", "<svg onload=window.__run=6>",
    "<svg><script>window.__run=7</script></svg>", "<body onload=window.__run=8>", "<iframe srcdoc=\"<script>parent.__run=9</script>\">",
    "<details open ontoggle=window.__run=10>", "<input autofocus onfocus=window.__run=11>", "<video><source onerror=window.__run=12>",
    "<audio src=x onerror=window.__run=13>", "<marquee onstart=window.__run=14>", "javascript:window.__run=15",
    "<a href=\"javascript:window.__run=16\">x</a>", "\" onmouseover=window.__run=17 x=\"", "' autofocus onfocus=window.__run=18 x='",
    "</title><script>window.__run=19</script>", "</textarea><script>window.__run=20</script>", "</style><script>window.__run=21</script>",
    "--><script>window.__run=22</script>", "]]><script>window.__run=23</script>", "<style>@import 'http://127.0.0.1:9/24';</style>",
    "<link rel=stylesheet href=http://127.0.0.1:9/25>", "<meta http-equiv=refresh content=\"0;url=javascript:window.__run=26\">",
    "<base href=http://127.0.0.1:9/27/>", "<form action=http://127.0.0.1:9/28><button>", "<object data=http://127.0.0.1:9/29>",
    "<embed src=http://127.0.0.1:9/30>", "<math><mtext><script>window.__run=31</script></mtext></math>",
    "<img src=http://127.0.0.1:9/32>", "{{ 7*7 }}<script>window.__run=33</script>", "${window.__run=34}<svg/onload=window.__run=34>",
    "%3Cscript%3Ewindow.__run=35%3C/script%3E", "&lt;script&gt;window.__run=36&lt;/script&gt;<b onclick=window.__run=36>",
    "\\u003cscript\\u003ewindow.__run=37\\u003c/script\\u003e", "<scr<script>ipt>window.__run=38</scr</script>ipt>",
    "＜script＞window.__run=39＜/script＞<s onfocus=window.__run=39 tabindex=0 autofocus>", "<template><script>window.__run=40</script></template>",
)
