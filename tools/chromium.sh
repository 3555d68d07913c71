#!/bin/sh
# Sees to a Chromium for the tests of the pages: installs Debian's where it is missing and may be installed, else says what is skipped.
set -u

for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo 'no Chromium: installing the one of this system'
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
fi
echo 'no Chromium: the tests of the pages in a browser are skipped (apt-get install chromium, or name one in $CHROMIUM)'
