"""Reading the office."""


def test_the_officer_acts_for_the_own_unit_alone(town):
    person = town.person("officer")
    assert person.acts_for(town.unit("Phòng Dân tộc").id)
    assert not person.acts_for(town.unit("xã Đăk Tô Mil").id)
