"""One indicator of a unit, and its stores beside each other."""


def test_a_region_shows_its_stores_by_code_with_targets(browser, cast, enter, months):
    enter(cast.jingan, months[-3], {"customers-start": 1000, "customers-lost": 20})
    enter(cast.jingan, months[-2], {"customers-start": 1000, "customers-lost": 50})
    enter(cast.xuhui, months[-2], {"customers-start": 400, "customers-lost": 8})
    browser.login(cast.he).post(f"/indicators/units/{cast.xuhui}/targets/{months[-2][:4]}", **{"target-churn": "2.5"})
    text = browser.get("/indicators/of/churn", query_string={"unit": cast.east}).text
    stores = text[text.index("Stores in"):text.index("Month by month</h2>")]
    assert stores.index("Jing&#39;an") < stores.index("Xuhui")
    assert "5.0%" in stores and "2.0%" in stores and "2.5%" in stores and "+3.0 points" in stores
    assert "2 of 2 stores" in text and "4.1%" in text


def test_a_store_shows_its_months_and_what_was_corrected(browser, cast, enter, months):
    enter(cast.jingan, months[-2], {"revenue": 100})
    enter(cast.jingan, months[-2], {"revenue": 120}, reason="till")
    text = browser.login(cast.li).get("/indicators/of/revenue").text
    assert f"/indicators/units/{cast.jingan}/months/{months[-2]}/revenue" in text
    assert "Not entered yet." in text and "Stores in" not in text


def test_an_unknown_indicator_and_a_foreign_unit_are_not_there(browser, cast):
    browser.login(cast.li)
    assert browser.get("/indicators/of/nothing").status_code == 404
    assert browser.get("/indicators/of/revenue", query_string={"unit": cast.xuhui}).status_code == 404
    assert "Nothing was entered" in browser.get("/indicators/of/revenue").text
