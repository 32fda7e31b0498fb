#!/bin/sh
# system-tree.sh TREE PROGRAM...: programs of this machine, a Debian, as a tree of their own that needs nothing beside it. Each comes with the libraries
# that it loads, and each package that anything comes from with its licence and its version, where scanners for known holes look.
set -eu
tree=$1
shift
cd /
mkdir -p "$tree/var/lib/dpkg/status.d"

# `/bin`, `/lib` and their like are links, which the tree has as well.
find / -maxdepth 1 -type l \( -name 'bin' -o -name 'lib*' -o -name 'sbin' \) -exec cp -a {} "$tree" \;

# A file at its place, with what it links to.
take() {
  place=$(realpath "$(dirname "$1")")/$(basename "$1")
  [ -e "$tree$place" ] || [ -h "$tree$place" ] || cp -a --parents "${place#/}" "$tree"
  [ ! -h "$place" ] || take "$(realpath "$place")"
}

for program; do
  file=$(which "$program") || { echo "there is no $program on this machine" >&2; exit 1; }
  take "$file"
  for library in $(ldd "$(realpath "$file")" | grep -o '/[^ ]*'); do take "$library"; done
done
for file in /etc/nsswitch.conf /etc/ssl/certs/ca-certificates.crt; do take "$file"; done

# dpkg knows a file of `/usr/lib` by either place, some by none.
files=$(cd "$tree" && find usr -type f)
{ dpkg -S $(printf '/%s\n' $files) $(printf '/%s\n' $files | sed -n 's,^/usr,,p') 2>/dev/null || true; } | grep -v '^diversion ' | sed 's/:.*//' | sort -u | while read -r package; do
  dpkg-query --status "$package" > "$tree/var/lib/dpkg/status.d/$package"
  take "/usr/share/doc/$package/copyright"
done
[ ! -e /usr/local/LICENSE ] || install -D -m 644 /usr/local/LICENSE "$tree/usr/share/doc/node/copyright"

# ssh runs for nobody without a name.
printf 'root:x:0:0::/root:/bin/false\nkeelson:x:65532:65532::/tmp:/bin/false\n' > "$tree/etc/passwd"
printf 'root:x:0:\nkeelson:x:65532:\n' > "$tree/etc/group"
install -d -m 1777 "$tree/tmp"
