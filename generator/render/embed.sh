#!/bin/sh
# Prints the C table behind builtin.h.
# usage: embed.sh FOLDER=PREFIX ...    every file below FOLDER, named PREFIX and its path in FOLDER
set -eu
export LC_ALL=C

files() {
	for pair; do
		folder=${pair%%=*}
		[ -d "$folder" ] || continue
		find "$folder" -type f | while read -r path; do
			printf '%s\t%s\n' "${pair#*=}${path#"$folder"/}" "$path"
		done
	done | sort
}

rows=$(files "$@")
tab=$(printf '\t')
echo '#include <stddef.h>'
echo '#include "render/builtin.h"'

number=0
echo "$rows" | while IFS=$tab read -r name path; do
	[ -n "$name" ] || continue
	echo "static const unsigned char file_${number}[] = {"
	od -An -v -tu1 "$path" | sed 's/[0-9][0-9]*/&,/g'
	echo '0 };'
	number=$((number + 1))
done

number=0
echo 'const struct builtin_file builtin_files[] = {'
echo "$rows" | while IFS=$tab read -r name path; do
	[ -n "$name" ] || continue
	echo "{ \"$name\", (const char *)file_${number}, sizeof file_${number} - 1 },"
	number=$((number + 1))
done
echo '{ NULL, NULL, 0 } };'
echo 'const unsigned long builtin_files_len = sizeof builtin_files / sizeof *builtin_files - 1;'
