#!/usr/bin/env bash
# Finding: a list filter of django-filter, described rightly by drf-spectacular, answers with
# part of its rows when a client generated or typed from that description asks for it.
#
# `BaseInFilter` reads one comma-separated value: ?state=AL,GA. drf-spectacular says so in the
# schema (style: form, explode: false). Both clients below send ?state=AL&state=GA, of which
# Django takes the last. The answer is 200 with the sites of Georgia only.
#
# Versions: django-filter 26.2, drf-spectacular 0.30.0, djangorestframework 3.18.3, Django 5.2.19,
#           openapi-python-client 0.29.1, openapi-fetch 0.17.0.
# Guess:    the generated Python client follows the schema; openapi-fetch, which knows it by type
#           only, would at least be refused by the server.
# Seen:     Nov 27, 2026 (Python 3.11, Node 20). Both repeat the name, both get 200 and the last
#           state's rows. A range of two days (BaseRangeFilter) is refused with 400, ordering by
#           two fields keeps only the second. openapi-fetch is right once its querySerializer is
#           set to { array: { style: "form", explode: false } }, which no part of it asks for.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  django==5.2.19 djangorestframework==3.18.3 django-filter==26.2 drf-spectacular==0.30.0 \
  openapi-python-client==0.29.1
npm install --silent --no-audit --no-fund openapi-fetch@0.17.0

cat >api.py <<'PY'
"""One list of three sites with a comma-separated filter, a range and an ordering."""

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.contenttypes", "django.contrib.auth",
        "rest_framework", "django_filters", "drf_spectacular",
    ],
    REST_FRAMEWORK={
        "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
        "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    },
    ROOT_URLCONF=__name__,
    SPECTACULAR_SETTINGS={"TITLE": "Sites", "VERSION": "1"},
)
django.setup()

import django_filters as filters
from django.db import connection, models
from rest_framework import routers, serializers, viewsets


class Site(models.Model):
    name = models.CharField(max_length=20)
    state = models.CharField(max_length=2)
    joined = models.DateField()

    class Meta:
        app_label = "api"


class CharIn(filters.BaseInFilter, filters.CharFilter):
    pass


class DayRange(filters.BaseRangeFilter, filters.DateFilter):
    pass


class SiteFilters(filters.FilterSet):
    state = CharIn(field_name="state", lookup_expr="in")
    joined = DayRange(field_name="joined", lookup_expr="range")
    order = filters.OrderingFilter(fields=["state", "name"])

    class Meta:
        model = Site
        fields: list[str] = []


class SiteSerializer(serializers.ModelSerializer):
    class Meta:
        model = Site
        fields = ["name", "state"]


class Sites(viewsets.ReadOnlyModelViewSet):
    queryset = Site.objects.order_by("id")
    serializer_class = SiteSerializer
    filterset_class = SiteFilters


router = routers.SimpleRouter()
router.register("sites", Sites)
urlpatterns = router.urls

with connection.schema_editor() as editor:
    editor.create_model(Site)
for name, state, joined in (
    ("Example City", "GA", "2022-10-01"),
    ("Another City", "GA", "2023-10-01"),
    ("Sample County", "AL", "2024-10-01"),
):
    Site.objects.create(name=name, state=state, joined=joined)
PY

cat >schema.py <<'PY'
"""Write the schema and print what it says of the three parameters."""

import json

import api
from drf_spectacular.generators import SchemaGenerator

schema = SchemaGenerator().get_schema(request=None, public=True)
with open("schema.json", "w") as file:
    json.dump(schema, file, default=str)
for parameter in schema["paths"]["/sites/"]["get"]["parameters"]:
    print(f"schema {parameter['name']}: style {parameter['style']}, explode {parameter['explode']}")
PY

cat >ask.mjs <<'JS'
import createClient from "openapi-fetch";

const query = { state: ["AL", "GA"], joined: ["2022-01-01", "2024-12-31"], order: ["state", "name"] };
const fetch = async (request) => {
  console.log(new URL(request.url).search);
  return Response.json([]);
};
const set = { array: { style: "form", explode: false } };
for (const querySerializer of [undefined, set]) {
  const client = createClient({ baseUrl: "http://portal.example", fetch, querySerializer });
  for (const [name, value] of Object.entries(query)) {
    await client.GET("/sites/", { params: { query: { [name]: value } } });
  }
}
JS

cat >ask.py <<'PY'
"""Ask as both clients do, in one process with the API."""

import datetime
import json
import logging
import sys
import urllib.parse

import api
import httpx
from django.core.wsgi import get_wsgi_application

logging.disable(logging.CRITICAL)
application = get_wsgi_application()

from generated import Client
from generated.api.sites import sites_list
from generated.models import SitesListOrderItem


def say(client, query, answer):
    """Print the query as sent and the names in the answer, or the refusal."""
    if answer.status_code == 200:
        told = ", ".join(f"{row['name']} {row['state']}" for row in json.loads(answer.content))
    else:
        told = answer.content.decode()
    print(f"{client} {query}: {int(answer.status_code)}, {told}")


queries: list[str] = []
hooks = {"request": [lambda request: queries.append(request.url.query.decode())]}
transport = httpx.WSGITransport(app=application)
client = Client(
    base_url="http://portal.example", httpx_args={"transport": transport, "event_hooks": hooks}
)
days = [datetime.date(2022, 1, 1), datetime.date(2024, 12, 31)]
for arguments in (
    {"state": ["AL", "GA"]},
    {"joined": days},
    {"order": [SitesListOrderItem.STATE, SitesListOrderItem.NAME]},
):
    answer = sites_list.sync_detailed(client=client, **arguments)
    say("openapi-python-client", queries[-1], answer)

plain = httpx.Client(base_url="http://portal.example", transport=transport)
for line in sys.stdin:
    query = urllib.parse.unquote(line.strip().lstrip("?"))
    say("openapi-fetch", query, plain.get(f"/sites/?{query}"))
PY

{
  venv/bin/python schema.py
  echo 'post_hooks: []' >generate.yml
  venv/bin/openapi-python-client generate --path schema.json --meta none \
    --output-path generated --config generate.yml >generate.txt 2>&1 || { cat generate.txt; exit 1; }
  node ask.mjs | venv/bin/python ask.py
} | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
schema joined: style form, explode False
schema order: style form, explode False
schema state: style form, explode False
openapi-python-client state=AL&state=GA: 200, Example City GA, Another City GA
openapi-python-client joined=2022-01-01&joined=2024-12-31: 400, {"joined":["Range query expects two values."]}
openapi-python-client order=state&order=name: 200, Another City GA, Example City GA, Sample County AL
openapi-fetch state=AL&state=GA: 200, Example City GA, Another City GA
openapi-fetch joined=2022-01-01&joined=2024-12-31: 400, {"joined":["Range query expects two values."]}
openapi-fetch order=state&order=name: 200, Another City GA, Example City GA, Sample County AL
openapi-fetch state=AL,GA: 200, Example City GA, Another City GA, Sample County AL
openapi-fetch joined=2022-01-01,2024-12-31: 200, Example City GA, Another City GA, Sample County AL
openapi-fetch order=state,name: 200, Sample County AL, Another City GA, Example City GA
EXPECTED
