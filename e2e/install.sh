#!/bin/bash
# Installs the real clients that the end-to-end tests drive and that are missing here: Debian packages (as root) and
# npm packages beside sdk-js. Exit 1 when something could not be had; the tests say which of them are skipped.
cd "$(dirname "$0")" || exit 1

missing=()
need() { command -v "$1" >/dev/null || missing+=("$2"); }
need dockerd docker.io
need docker docker.io
need skopeo skopeo
need podman podman
need buildah buildah
need busybox busybox-static
need aws awscli
need node nodejs
need npm npm
need strace strace
python3 -c 'import boto3, botocore' 2>/dev/null || missing+=(python3 python3-boto3 python3-botocore)
# The server's own: the system's SQLite is preferred to the bundled one.
ldconfig -p 2>/dev/null | grep -q libsqlite3.so.0 || missing+=(libsqlite3-0)

status=0
if [ ${#missing[@]} -gt 0 ]; then
    mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
    echo "Installing ${missing[*]}"
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "not root on Debian: cannot install them"
        status=1
    else
        export DEBIAN_FRONTEND=noninteractive
        # Installed daemons must not start by themselves: the tests start their own.
        policy=/usr/sbin/policy-rc.d
        [ -e $policy ] || { printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy && trap 'rm -f '$policy EXIT; }
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || status=1
    fi
fi

if command -v npm >/dev/null && [ ! -d sdk-js/node_modules/@aws-sdk/client-ecr ]; then
    (cd sdk-js && npm ci --no-audit --no-fund --loglevel=error) || status=1
fi
exit $status
