#!/bin/sh
# Says so beforehand when the tests in a real browser are going to be skipped.
for browser in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$browser" >/dev/null; then exit 0; fi
done
for browser in "/Applications/Chromium.app" "/Applications/Google Chrome.app"; do
    if [ -d "$browser" ]; then exit 0; fi
done
echo "NOTE: no Chromium found here, so the tests in a real browser are skipped."
echo "      To run them too, on Debian: sudo apt-get install chromium"
