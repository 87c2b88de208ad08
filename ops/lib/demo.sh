# The two demo shops' keys at the sandbox and their owners' passwords. They open nothing but this machine's sandbox and
# demo shops; the sandbox knows the same keys (Sources/Sandbox/Server/DemoCredentials.swift).

export TOKOKU_DEMO_BATIK_TRIPAY_API_KEY=DEV-batik-api-key
export TOKOKU_DEMO_BATIK_TRIPAY_PRIVATE_KEY=batik-demo-private-key
export TOKOKU_DEMO_BATIK_TRIPAY_MERCHANT_CODE=T10001
export TOKOKU_DEMO_BATIK_KOMERCE_KEY=batik-komerce-key
export TOKOKU_DEMO_BATIK_KOMERCE_DELIVERY_KEY=batik-komerce-delivery-key
export TOKOKU_DEMO_BATIK_BINDERBYTE_KEY=batik-binderbyte-key
export TOKOKU_DEMO_BATIK_POSTHOG_KEY=phc_BatikDemo42
export TOKOKU_DEMO_BATIK_GOOGLE_CLIENT_ID=batik-demo.apps.googleusercontent.com
export TOKOKU_DEMO_BATIK_GOOGLE_CLIENT_SECRET=GOCSPX-batik-demo
export TOKOKU_DEMO_BATIK_GMAIL_REFRESH_TOKEN=1//0g-batik-demo-refresh-token
export TOKOKU_DEMO_BATIK_GMAIL_ADDRESS=toko.batik@example.com
export TOKOKU_DEMO_BATIK_OWNER_PASSWORD=canting-dan-malam

export TOKOKU_DEMO_KOPI_TRIPAY_API_KEY=DEV-kopi-api-key
export TOKOKU_DEMO_KOPI_TRIPAY_PRIVATE_KEY=kopi-demo-private-key
export TOKOKU_DEMO_KOPI_TRIPAY_MERCHANT_CODE=T10002
export TOKOKU_DEMO_KOPI_KOMERCE_KEY=kopi-komerce-key
export TOKOKU_DEMO_KOPI_BINDERBYTE_KEY=kopi-binderbyte-key
export TOKOKU_DEMO_KOPI_GOOGLE_CLIENT_ID=kopi-demo.apps.googleusercontent.com
export TOKOKU_DEMO_KOPI_GOOGLE_CLIENT_SECRET=GOCSPX-kopi-demo
export TOKOKU_DEMO_KOPI_GMAIL_REFRESH_TOKEN=1//0g-kopi-demo-refresh-token
export TOKOKU_DEMO_KOPI_GMAIL_ADDRESS=toko.kopi@example.com
export TOKOKU_DEMO_KOPI_OWNER_PASSWORD=sangrai-sampai-harum
