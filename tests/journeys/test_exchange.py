"""What a receiver rejected is mended and sent again; whom the record is about sees where it went."""


def test_what_came_back_is_mended_and_sent_again(visit):
    officer = visit("meng")
    officer.open("/work/exchange/")
    officer.look("list")
    officer.follow("被退回")
    officer.reads("事实一栏没有写明金额")
    officer.page.locator("main table tbody a").first.click()
    officer.page.wait_for_load_state()
    officer.look("rejected")

    officer.press("改正后重新报送")
    officer.look("again")
    officer.press("重新报送")
    officer.reads("填写理由")
    officer.write("理由", "已在事实里补写金额。")
    officer.press("重新报送")
    officer.reads("待报送")

    officer.open("/work/exchange/send/")
    officer.look("send")
    officer.press("立即组批报送")
    officer.reads("待发送")
    officer.look("batches")
    officer.page.locator("main table tbody a").last.click()
    officer.page.wait_for_load_state()
    officer.reads("已回执")
    officer.look("batch")


def test_whom_a_record_is_about_sees_where_it_went(visit):
    clerk = visit("zhuang", narrow=True)
    clerk.open("/work/exchange/")
    clerk.reads("市信用信息共享目录")
    clerk.look("own")
