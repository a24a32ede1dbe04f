"""Noncompliance, from the notice to its end: nothing is taken from a family before all that the
policies promise them was done and can be shown (CASE-4, CASE-5, STAFF-3)."""

from portal.operations.noncompliance.agreeing import agree_compliance_plan as agree_compliance_plan
from portal.operations.noncompliance.agreeing import end_compliance_plan as end_compliance_plan
from portal.operations.noncompliance.agreeing import sign_compliance_plan as sign_compliance_plan
from portal.operations.noncompliance.asking import ask_cause as ask_cause
from portal.operations.noncompliance.asking import determine_cause as determine_cause
from portal.operations.noncompliance.asking import note_delivery as note_delivery
from portal.operations.noncompliance.asking import open_noncompliance as open_noncompliance
from portal.operations.noncompliance.asking import withdraw as withdraw
from portal.operations.noncompliance.sanctions import check_supports as check_supports
from portal.operations.noncompliance.sanctions import cure_sanction as cure_sanction
from portal.operations.noncompliance.sanctions import enter_sanction as enter_sanction
from portal.operations.noncompliance.sanctions import mark_cure_step as mark_cure_step
from portal.operations.noncompliance.sanctions import mark_step as mark_step
