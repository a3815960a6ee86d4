"""The blocks every page is built from: KERN's, and the few of our own that KERN lacks.

This room knows no domain word: it takes plain values and draws them. Views of other rooms write

    {% extends "ui/base_citizen.html" %}            or "ui/base_staff.html"
    {% block title %}Streunende Katze melden{% endblock %}      "Fehler: " comes by itself when `form` has errors
    {% block breadcrumb %}{% breadcrumb "Dienste" "/dienste/" %}{% endblock %}
    {% block content %}…{% endblock %}

Blocks of both: title, title_tail, head, styles, scripts, breadcrumb, content, dialogs; citizens also help (the foot);
staff also skips, bar_end (search, "Neues Anliegen"), account_ways, work (all below the bar, for a split view).
Staff pages may give `theme_choice` (light or dark) and `keys_off`. What stands around a page (the town's name,
crest, phone, demo strip) is `frame`; see `frame.py`.

All tags and filters are builtins (no `{% load %}`):

    {% button "Weiter" %}  {% button "Stand ansehen" "secondary" href="/stand/" icon="search" block=True %}
    {% small_button "Übergeben" "primary" dialog="uebergabe" href="…/uebergabe/" key="g" %}   staff, 40 px
    {% icon "mail" %}  {% loader %}
    {% alert "success" "Ihr Anliegen ist angekommen." %}…{% endalert %}
    {% note "warn" "Ist die Katze in Gefahr?" %}…{% endnote %}
    {% accordion "Rechtsgrundlage" %}…{% endaccordion %}
    {% dialog "uebergabe" "Anliegen übergeben" action=url submit="An Tierheim übergeben" %}fields{% enddialog %}
    {% error_summary form %}   {{ form }}   {{ form.email.as_field_group }}
                               in <form method="post" novalidate class="lo-form">
    {% radio "geloest" "ja" "Ja, gelöst" %}   one of several answers, in <fieldset class="kern-fieldset">
    {% status_badge "In Bearbeitung" "info" %} for citizens, {% tag "überfällig" "bad" %} for staff
    {% service_card title href summary %} in <ul class="lo-grid"><li>
    {% summary "Ort und Zeit" rows number=1 edit=url %}  {% description_list rows %}  {% facts rows %}   rows: pairs
    {% progress "Streunende Katze melden" 2 4 %}  {% task_list "Ihre Angaben" tasks %}
    {% table "Wartende Personen" heads rows numeric="4 5" %}  {% scrolling "Tabelle: …" %}<table>…{% endscrolling %}
    {% together "a.css" "b.css" %}   in the blocks styles and scripts: one file where they are collected
    {% steps items %}   items: title, note, state (done, now, open)
    <ol class="lo-tl">{% timeline_item "Frau Ahlers" "heute, 11:20 Uhr" "edit" "note" %}…{% endtimeline_item %}</ol>
    <ol class="lo-thread lo-stack">{% message "Frau Ahlers" "heute, 11 Uhr" mine=False %}…{% endmessage %}</ol>
    {% breadcrumb "Dienste" "/dienste/" %}  {% back url %}  {% pages page %}
    {% search_box url "Dienst oder Stichwort" q %}
    {% guide "Frau Ahlers" "0221 123" decides="Ordnungsamt" %}  {% avatar "Aylin Yılmaz" %}  {% key_figures figures %}

    {{ day|long_day }} Dienstag, 13. Oktober 2026   |near_day Dienstag, 13. Oktober   |short_day 13.10.2026
    |tiny_day Di., 13.10.   |clock 14:45 Uhr   |moment heute, 14:20 Uhr   |short_moment   |machine_time
    |euro 1.234,50 €   |file_size 2,1 MB   |phone_href   |grouped_code K7QF-3MXP

`lotse.js` listens to attributes: data-dialog (id), data-close, data-key ("g", "Shift+x", "v 1"; data-key-name),
data-walk and data-item (list for j and k), data-poll (address; data-poll-href), data-draft (address;
data-draft-state), data-send-key (Ctrl+Enter sends), data-say (announced after a swap), data-focus-on-load,
data-print. `lotse.say(text)` announces.
"""
