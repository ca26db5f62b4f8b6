# Make .venv with pip in it. Debian's python3 has neither ensurepip nor pip: then pip comes out of a Debian package, which nobody has to install.

if [ ! -w . ]; then
    echo "目录 $PWD 不可写，请修正它的权限，或把项目放到可写的位置。" >&2
    exit 1
fi
if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "需要 Python 3.11 或更新的版本，可用 make PYTHON=python3.11 指定。" >&2
    exit 1
fi

has_pip() { .venv/bin/python -m pip --version; }
make_venv() { "$PYTHON" -m venv .venv; }
make_venv_with() { "$PYTHON" -m venv --without-pip .venv && "$@" --python .venv/bin/python install pip; }
make_venv_with_outer_pip() { make_venv_with "$PYTHON" -m pip; }
make_venv_with_debian_pip() {
    unpacked=$(mktemp -d)
    trap 'rm -rf "$unpacked"' EXIT
    mkdir -p "$unpacked/lists/partial" "$unpacked/archives/partial"
    for step in update "download python3-pip-whl"; do # its own lists: an ordinary user can't renew the system's
        (cd "$unpacked" && apt-get -o "Dir::State::Lists=$unpacked/lists" -o "Dir::Cache=$unpacked" $step) || return
    done
    dpkg-deb --extract "$unpacked"/python3-pip-whl_*.deb "$unpacked"
    make_venv_with "$PYTHON" "$(echo "$unpacked"/usr/share/python-wheels/pip-*.whl)/pip"
}

for attempt in has_pip make_venv make_venv_with_outer_pip make_venv_with_debian_pip; do
    if $attempt > /dev/null 2>&1 && has_pip > /dev/null 2>&1; then
        exit 0
    fi
done
echo "无法建立 Python 虚拟环境，请先运行 sudo apt-get install python3-venv，再试一次。" >&2
exit 1
