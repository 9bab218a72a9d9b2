#!/usr/bin/env bash
# Installs what a make command needs and is not there yet: system packages (through apt where we may), then the
# pinned Python packages in .venv.  Quick and silent when nothing is missing; an interrupted set-up is repaired.
# Usage: bash scripts/setup.sh run|test|lint|bench      PYTHON=/path/to/python chooses another interpreter
set -euo pipefail
cd "$(dirname "$0")/.."

# group, how to see that it is there (a library, a command, a file), the Debian package that brings it
SYSTEM='
base    libGL.so.1                libgl1
base    libglib-2.0.so.0          libglib2.0-0
base    libfontconfig.so.1        libfontconfig1
base    libfreetype.so.6          libfreetype6
base    libdbus-1.so.3            libdbus-1-3
base    libportaudio.so.2         libportaudio2
base    libgomp.so.1              libgomp1
base    libquadmath.so.0          libquadmath0
window  libxkbcommon-x11.so.0     libxkbcommon-x11-0
window  libxcb-icccm.so.4         libxcb-icccm4
window  libxcb-image.so.0         libxcb-image0
window  libxcb-keysyms.so.1       libxcb-keysyms1
window  libxcb-render-util.so.0   libxcb-render-util0
window  libxcb-shape.so.0         libxcb-shape0
window  libxcb-xinerama.so.0      libxcb-xinerama0
window  libxcb-xkb.so.1           libxcb-xkb1
window  libEGL.so.1               libegl1
window  libwayland-egl.so.1       libwayland-egl1
window  libwayland-cursor.so.0    libwayland-cursor0
window  *asound_module_pcm_p*.so  libasound2-plugins
test    Xvfb                      xvfb
test    xauth                     xauth
test    xdotool                   xdotool
test    pulseaudio                pulseaudio
test    paplay                    pulseaudio-utils
test    espeak-ng                 espeak-ng
test    strace                    strace
test    *DroidSansFallback*.ttf   fonts-droid-fallback
test    *NotoColorEmoji.ttf       fonts-noto-color-emoji
bench   ffmpeg                    ffmpeg
'

fail() {
    echo "$*" >&2
    exit 1
}

is_there() {
    case $1 in
    lib*.so.*) [[ $libraries == *$'\t'"$1 ("* ]] ;;
    \**) [ -n "$(find /usr/lib*/ /usr/share/fonts/ -maxdepth 3 -name "$1" -print -quit 2>/dev/null)" ] ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

missing_system_packages() {
    [ "$(uname -s)" = Linux ] || return 0
    libraries=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
    while read -r group probe package; do
        [[ " $groups " == *" $group "* ]] && ! is_there "$probe" && echo "$package"
    done <<<"$SYSTEM"
    is_current && return 0
    if python=$(find_python); then
        "$python" -c 'import ensurepip' 2>/dev/null || echo "$(basename "$python")-venv"
    elif [ -z "${PYTHON:-}" ] && ! command -v python3 >/dev/null; then
        echo python3 python3-venv
    fi
}

install_system_packages() {
    local as_root=(env DEBIAN_FRONTEND=noninteractive)
    local install=(apt-get install --no-install-recommends "$@")
    local request="Please install the missing system packages with 'sudo ${install[*]}', then run this again."
    command -v apt-get >/dev/null ||
        fail "Please install, with this system's package manager, what Debian calls $*, then run this again."
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || fail "$request"
        as_root=(sudo -n "${as_root[@]}")
    fi
    echo "Installing system packages: $*"
    {
        "${as_root[@]}" dpkg --configure -a # an earlier installation may have been interrupted
        "${as_root[@]}" apt-get update &&
            "${as_root[@]}" "${install[@]}" --yes -o DPkg::Lock::Timeout=300
    } </dev/null >/dev/null || fail "That did not work (see above). $request"
}

find_python() {
    local candidate
    for candidate in "${PYTHON:-python3.11}" "${PYTHON:-python3.12}" "${PYTHON:-python3}" "${PYTHON:-python3.13}"; do
        "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo "$candidate" && return
    done
    return 1
}

# What a finished installation of a requirements file leaves in its venv: written last, compared first.
stamp_of() {
    echo "$1 for $("$venv/bin/python" -VV 2>/dev/null)"
    cat requirements*.txt constraints.txt
}

is_current() {
    local installed
    installed=$(cat "$venv/installed" 2>/dev/null) || return 1
    [ "$installed" = "$(stamp_of "$requirements")" ] || [ "$installed" = "$(stamp_of requirements-dev.txt)" ]
}

install_python_packages() {
    local python found
    if ! python=$(find_python); then
        found=$("${PYTHON:-python3}" -V 2>&1) || found="no usable ${PYTHON:-python3}"
        fail "Python 3.11 to 3.13 is needed and this machine has $found: install one and run 'make $goal PYTHON=/path/to/it'."
    fi
    # A venv without its stamp was interrupted half-way: nothing in it can be relied on.
    if ! [ -f "$venv/installed" ] || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        [ "$(df -Pm . | awk 'NR == 2 {print $4}')" -ge "$space_mb" ] ||
            fail "Set-up needs $space_mb MB of free disk space in $PWD: make room there and run this again."
        echo "Setting up $venv with $("$python" -V): only this once, some minutes."
        "$python" -m venv --clear "$venv" || fail "The Python environment $venv could not be made (see above)."
    fi
    rm -f "$venv/installed"
    pip_install --requirement "$requirements"
    if [ "$goal" = bench ]; then pip_install --no-deps --requirement requirements-bench-nodeps.txt; fi
    stamp_of "$requirements" >"$venv/installed.new" && mv "$venv/installed.new" "$venv/installed"
    "$venv/bin/python" -c 'import importlib.util, sys; sys.exit(not importlib.util.find_spec("mxnet"))' ||
        echo "Fine-tuning needs MXNet, which has no build for $("$python" -V) on $(uname -sm); all else works without it."
}

pip_install() {
    local output
    output=$("$venv/bin/python" -m pip install --no-input --disable-pip-version-check --only-binary=:all: "$@" 2>&1 </dev/null |
        while IFS= read -r line; do
            echo "$line"
            case $line in
            Collecting*) echo "  ${line%% (from *}" >&2 ;;
            Installing*) echo "  Installing them" >&2 ;;
            esac
        done) && return
    case $output in
    *"No space left"*) fail "The disk is full here or in ${TMPDIR:-/tmp}: make room ($space_mb MB) and run this again." ;;
    *NewConnectionError* | *"name resolution"* | *"timed out"* | *"Network is unreachable"*)
        fail "The Python package index cannot be reached: connect to the internet and run this again." ;;
    *) fail "$(tail -n 15 <<<"$output")"$'\n'"pip could not install $requirements (see above): mend that and run this again." ;;
    esac
}

goal=${1:-}
venv=.venv
case $goal in
run) groups="base${DISPLAY:+ window}${WAYLAND_DISPLAY:+ window}" requirements=requirements.txt space_mb=1500 ;;
test) groups="base window test" requirements=requirements-dev.txt space_mb=2000 ;;
lint) groups="" requirements=requirements-dev.txt space_mb=2000 ;;
bench) groups="base bench" requirements=requirements-bench.txt space_mb=4000 venv=.venv-bench ;;
*) fail "usage: bash scripts/setup.sh run|test|lint|bench" ;;
esac

# One set-up at a time in this folder.
if command -v flock >/dev/null && [ -z "${SETUP_LOCKED:-}" ]; then
    SETUP_LOCKED=1 exec flock --close scripts/setup.sh bash scripts/setup.sh "$goal"
fi

missing=$(missing_system_packages)
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086 # a list of words
    install_system_packages $missing
    missing=$(missing_system_packages)
    # shellcheck disable=SC2086
    [ -z "$missing" ] || fail "Still missing after installing: "$missing
fi
is_current || install_python_packages
