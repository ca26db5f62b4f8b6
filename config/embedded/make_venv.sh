# Make .venv with pip in it. Debian's python3 needs the package python3-venv for that, or a pip of its own.

if [ ! -w . ]; then
    echo "目录 $PWD 不可写，请修正它的权限，或把项目放到可写的位置。" >&2
    exit 1
fi
if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "需要 Python 3.11 或更新的版本，可用 make PYTHON=python3.11 指定。" >&2
    exit 1
fi

has_pip() { .venv/bin/python -m pip --version; }
make_venv() { "$PYTHON" -m venv .venv && has_pip; }
make_venv_with_outer_pip() { "$PYTHON" -m venv --without-pip .venv && "$PYTHON" -m pip --python .venv/bin/python install pip && has_pip; }
install_python3_venv() { [ "$(id -u)" = 0 ] && apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y python3-venv; }

for attempt in has_pip make_venv make_venv_with_outer_pip install_python3_venv make_venv; do
    if $attempt > /dev/null 2>&1 && has_pip > /dev/null 2>&1; then
        exit 0
    fi
done
echo "无法建立 Python 虚拟环境，请先运行 sudo apt-get install python3-venv，再试一次。" >&2
exit 1
