"""A peer for the caseload page: the same page as an ordinary Django developer writes it."""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp
from types import ModuleType

# The page: signed in, CSRF, a filter form, navigation, translated texts, a row for each case with
# its person, language, deadline, two dates, hours, documents and a form to log a contact.
TEMPLATE = """{% load i18n %}<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">
<title>{% trans "Caseload" %}</title></head><body><nav><ul>
{% for name in "Caseload Inbox Letters Catalogs Search Help".split %}<li>{{ name }}</li>
{% empty %}{% endfor %}<li>{% trans "Caseload" %}</li><li>{% trans "Inbox" %}</li>
<li>{% trans "Sign out" %}</li></ul></nav><h1>{% trans "Caseload" %}</h1>
<form method="get">{% for field in form %}<label for="{{ field.id_for_label }}">{{ field.label }}
</label>{{ field }}{% endfor %}<button>{% trans "Filter" %}</button></form>
<table><thead><tr><th>{% trans "Person" %}</th><th>{% trans "Language" %}</th>
<th>{% trans "Deadline" %}</th><th>{% trans "Live" %}</th><th>{% trans "Tried" %}</th>
<th>{% trans "Hours" %}</th><th>{% trans "Documents" %}</th><th>{% trans "Next step" %}</th></tr>
</thead><tbody>{% for case in page %}<tr><td><a href="/staff/cases/{{ case.key }}">
{{ case.person.family_name }}, {{ case.person.given_name }}</a> {{ case.number }}</td>
<td>{{ case.person.locale }}</td><td>{{ case.due_on|date:"D, M j" }}
{% blocktrans count n=case.days_left %}{{ n }} day left{% plural %}{{ n }} days left
{% endblocktrans %}</td><td>{{ case.last_live_on|date:"M j" }}</td>
<td>{{ case.last_attempt_on|date:"M j" }}</td><td>{{ case.done }} {% trans "of" %} {{ case.needed }}
</td><td>{{ case.documents }}</td><td><form method="post" action="/staff/cases/{{ case.key }}">
{% csrf_token %}<select name="way"><option value="telephone">{% trans "Telephone" %}</option>
<option value="text">{% trans "Text" %}</option></select><input name="summary">
<button>{% trans "Save" %}</button></form></td></tr>{% endfor %}</tbody></table>
{% if page.has_next %}<a href="?page={{ page.next_page_number }}">{% trans "Next" %}</a>{% endif %}
</body></html>"""


def django_caseload(rows: int) -> Callable[[], bytes] | None:
    """A caller of the peer's page with so many rows; None where Django is not installed."""
    try:
        import django
    except ImportError:
        return None
    from django.conf import settings

    folder = Path(mkdtemp(prefix="portal-bench-peer-"))
    (folder / "caseload.html").write_text(
        TEMPLATE.replace(
            '{% for name in "Caseload Inbox Letters'
            ' Catalogs Search Help".split %}<li>{{ name }}</li>\n{% empty %}{% endfor %}',
            "",
        )
    )
    if not settings.configured:
        settings.configure(**_settings(folder))
        django.setup()
    return _caller(rows)


def _settings(folder: Path) -> dict[str, object]:
    return {
        "SECRET_KEY": "bench", "ALLOWED_HOSTS": ["*"], "ROOT_URLCONF": "peer_urls",
        "DEFAULT_AUTO_FIELD": "django.db.models.AutoField", "USE_I18N": True, "USE_TZ": True,
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3",
                                  "NAME": str(folder / "peer.db")}},
        "INSTALLED_APPS": ["django.contrib.auth", "django.contrib.contenttypes",
                           "django.contrib.sessions"],
        "MIDDLEWARE": ["django.middleware.security.SecurityMiddleware",
                       "django.contrib.sessions.middleware.SessionMiddleware",
                       "django.middleware.locale.LocaleMiddleware",
                       "django.middleware.common.CommonMiddleware",
                       "django.middleware.csrf.CsrfViewMiddleware",
                       "django.contrib.auth.middleware.AuthenticationMiddleware"],
        "TEMPLATES": [{"BACKEND": "django.template.backends.django.DjangoTemplates",
                       "DIRS": [str(folder)],
                       "OPTIONS": {"context_processors": [
                           "django.template.context_processors.request",
                           "django.contrib.auth.context_processors.auth"]}}],
    }  # fmt: skip


def _caller(rows: int) -> Callable[[], bytes]:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    person, case = _models()
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(person)
        editor.create_model(case)
    _fill(person, case)
    _urls(case, rows)
    user = User.objects.create_user("ana", password="ana")  # noqa: S106 - a peer's, in a bench
    client = Client()
    client.force_login(user)
    return lambda: bytes(client.get("/staff").content)


def _models() -> tuple[type, type]:
    from django.db import models

    class Person(models.Model):
        given_name = models.CharField(max_length=50)
        family_name = models.CharField(max_length=50)
        locale = models.CharField(max_length=10)

        class Meta:
            app_label = "auth"

    class CaseFile(models.Model):
        key = models.CharField(max_length=16)
        number = models.CharField(max_length=20)
        person = models.ForeignKey(Person, on_delete=models.CASCADE)
        due_on = models.DateField()
        last_live_on = models.DateField()
        last_attempt_on = models.DateField()
        done = models.IntegerField()
        needed = models.IntegerField()
        documents = models.IntegerField()

        @property
        def days_left(self) -> int:
            return int((self.due_on - date.today()).days)  # noqa: DTZ011

        class Meta:
            app_label = "auth"

    return Person, CaseFile


def _fill(person: type, case: type) -> None:
    today = date.today()  # noqa: DTZ011
    for index in range(400):
        who = person.objects.create(  # type: ignore[attr-defined]
            given_name="Maria", family_name=f"Lopez {index}", locale="es"
        )
        case.objects.create(  # type: ignore[attr-defined]
            key=f"k{index:015d}", number=f"WTW-{index}", person=who,
            due_on=today + timedelta(days=index % 40), last_live_on=today, last_attempt_on=today,
            done=600, needed=1200, documents=index % 3,
        )  # fmt: skip


def _urls(case: type, rows: int) -> None:
    from django import forms
    from django.contrib.auth.decorators import login_required
    from django.core.paginator import Paginator
    from django.shortcuts import render
    from django.urls import path
    from django.utils.translation import gettext_lazy

    class Filter(forms.Form):
        language = forms.ChoiceField(
            label=gettext_lazy("Language"), required=False,
            choices=[("", "-"), ("es", "Spanish"), ("vi", "Vietnamese"), ("ru", "Russian")],
        )  # fmt: skip
        view = forms.ChoiceField(
            label=gettext_lazy("View"), required=False,
            choices=[("", "All"), ("action", "Needs action")],
        )  # fmt: skip

    @login_required
    def caseload(request: object) -> object:
        form = Filter(request.GET)  # type: ignore[attr-defined]
        form.is_valid()
        found = case.objects.select_related("person").order_by("due_on", "number")  # type: ignore[attr-defined]
        page = Paginator(found, rows).get_page(request.GET.get("page"))  # type: ignore[attr-defined]
        return render(request, "caseload.html", {"page": page, "form": form})

    urls = ModuleType("peer_urls")
    urls.urlpatterns = [path("staff", caseload)]  # type: ignore[attr-defined]
    sys.modules["peer_urls"] = urls
