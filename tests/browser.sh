# The browser tests need Debian's chromium and a Chinese font: install them as root, or say what is missing.
packages=""
command -v chromium > /dev/null || packages="chromium"
fc-list 2> /dev/null | grep -q "Noto Sans CJK" || packages="$packages fonts-noto-cjk"
[ -z "$packages" ] && exit 0

if [ "$(id -u)" != 0 ]; then
    echo "浏览器测试还需要：sudo apt-get install $packages" >&2
    exit 1
fi
echo "正在安装浏览器测试所需的 $packages……"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fontconfig $packages > /dev/null
