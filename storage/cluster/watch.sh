# Stops a PostgreSQL cluster when the process at the other end of standard input ends.
# Arguments: data folder, start lock, users lock, "temporary" or "", and the two
# folders that are removed with a temporary cluster.
trap '' INT TERM HUP QUIT
data=$1 start=$2 users=$3 temporary=$4 home=$5 dir=$6

read -r word
[ "$word" = leave ] && exit 0
[ -d "$dir" ] || exit 0

if command -v flock >/dev/null; then
	exec 8>>"$start" 9>>"$users"
	flock -x 8
	# The end of input may be seen before the ending process's own lock is free.
	tries=0
	until flock -n -x 9; do
		[ "$tries" -lt 20 ] || exit 0 # another process uses the cluster
		sleep 0.05
		tries=$((tries + 1))
	done
fi

# works PID: PID is the postmaster, not a process that was given its number later.
works() {
	if [ -e /proc/self/cwd ]; then
		[ "$(readlink "/proc/$1/cwd")" = "$data" ]
	else
		case $(ps -ww -o command= -p "$1") in *"$data"*) ;; *) return 1 ;; esac
	fi
}

if read -r pid <"$data/postmaster.pid" && works "$pid"; then
	for signal in INT QUIT; do
		kill -s "$signal" "$pid"
		tries=0
		while works "$pid" && [ "$tries" -lt 200 ]; do
			sleep 0.05
			tries=$((tries + 1))
		done
	done
fi 2>/dev/null

if [ "$temporary" = temporary ]; then
	rm -rf -- "$home" "$dir"
fi
