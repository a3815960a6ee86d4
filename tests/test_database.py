"""The database of the tests has the same two roles as every installation."""

from django.db import connection


def test_the_serving_role_is_a_smaller_one_than_the_owner(serving_role):
    with connection.cursor() as cursor:
        cursor.execute("select current_user, rolsuper, rolcreatedb from pg_roles where rolname = current_user")

        assert cursor.fetchone() == ("lotse_app", False, False)
