# The browser tests need Debian's chromium and a Chinese font. Root installs them; for anybody else they are unpacked into .browser/.
packages=""
command -v chromium > /dev/null || packages="chromium"
fc-list 2> /dev/null | grep -q "Noto Sans CJK" || packages="$packages fonts-noto-cjk"
[ -z "$packages" ] || [ -x .browser/chromium ] && exit 0

if [ "$(id -u)" = 0 ]; then
    echo "正在安装浏览器测试所需的 $packages……"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fontconfig $packages > /dev/null
    exit
fi

folder="$PWD/.browser"
apt() { # lists of its own: an ordinary user can't renew the system's
    apt-get -qq -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder" -o Debug::NoLocking=1 "$@"
}
unpack() {
    mkdir -p "$folder/lists/partial" "$folder/archives/partial" "$folder/fonts" && cd "$folder/archives" || return
    apt update && names=$(apt --no-install-recommends --print-uris install $packages | sed "s/^'[^']*' \([^_]*\)_.*/\1/") || return
    apt download $names || return
    for package in *.deb; do dpkg-deb --extract "$package" "$folder/root" || return; done
    rm -rf "$folder/archives" "$folder/lists"
}

echo "正在下载浏览器测试所需的 $packages（约 200 MB，放在 .browser/）……"
if ! (unpack) > "$folder.log" 2>&1; then
    rm -rf "$folder"
    echo "下载没有成功，原因见 .browser.log。也可以运行：sudo apt-get install $packages" >&2
    exit 1
fi
rm "$folder.log"
cat > "$folder/fonts.conf" << END
<fontconfig><dir>$folder/root/usr/share/fonts</dir><dir>/usr/share/fonts</dir><cachedir>$folder/fonts</cachedir></fontconfig>
END
program="$folder/root/usr/lib/chromium/chromium"
[ -x "$program" ] || program=$(command -v chromium)
libraries="$folder/root/usr/lib/$(uname -m)-linux-gnu"
cat > "$folder/chromium" << END
#!/bin/sh
export FONTCONFIG_FILE="$folder/fonts.conf"
export LD_LIBRARY_PATH="$libraries:$libraries/pulseaudio:$folder/root/lib/$(uname -m)-linux-gnu"
exec "$program" "\$@"
END
chmod +x "$folder/chromium"
