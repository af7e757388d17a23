#!/usr/bin/env bash
# pretalx, a published conference platform (Django), as a peer for W-3. It is installed into a folder of its own and never
# becomes a part of this project.
#
#   load/peers/pretalx.sh setup FOLDER        installs it, makes its own demo event with a published schedule; prints versions
#   load/peers/pretalx.sh serve FOLDER PORT   serves it on 127.0.0.1 until it is ended
#
# SQLite unless PRETALX_DB_TYPE, PRETALX_DB_NAME, PRETALX_DB_USER, PRETALX_DB_HOST and PRETALX_DB_PORT say otherwise.
set -euo pipefail

what=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
python=$folder/env/bin/python
export PRETALX_CONFIG_FILE=$folder/pretalx.cfg
# What its handbook advises for one core; see also "serve".
workers=3

packages=(pretalx==2025.2.2 gunicorn==27.0.1 Faker freezegun)
[ "${PRETALX_DB_TYPE:-sqlite3}" = sqlite3 ] || packages+=("psycopg[binary]")

setup() {
  python3 -m venv "$folder/env"
  "$python" -m pip install --quiet --disable-pip-version-check "${packages[@]}"
  cat > "$PRETALX_CONFIG_FILE" <<END
[filesystem]
data = $folder/data
static = $folder/data/static
[site]
debug = False
url = http://127.0.0.1
[database]
backend = sqlite3
name = $folder/data/pretalx.sqlite3
[mail]
from = nobody@localhost
END
  mkdir -p "$folder/data"
  "$python" -m pretalx migrate
  "$python" -m pretalx collectstatic --noinput
  DJANGO_SUPERUSER_EMAIL=peer@localhost.example DJANGO_SUPERUSER_PASSWORD=$(head -c 24 /dev/urandom | base64) \
    PRETALX_INIT_ORGANISER_NAME=Peer PRETALX_INIT_ORGANISER_SLUG=peer "$python" -m pretalx init --noinput
  "$python" -m pretalx create_test_event --seed 1 --slug democon
}

case $what in
  setup)
    if [ ! -e "$folder/ready" ]; then
      setup >&2
      touch "$folder/ready"
    fi
    version() { "$python" -c "from importlib.metadata import version; print(version('$1'))"; }
    echo "pretalx $(version pretalx), Django $(version Django), gunicorn $(version gunicorn) with $workers workers, $("$python" --version), ${PRETALX_DB_TYPE:-sqlite3}"
    ;;
  serve)
    exec "$folder/env/bin/gunicorn" pretalx.wsgi --bind "127.0.0.1:$3" --workers "$workers" --no-control-socket
    ;;
  *)
    echo "setup or serve?" >&2
    exit 2
    ;;
esac
