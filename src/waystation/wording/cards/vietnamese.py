"""Cards in Vietnamese: one table only, with the keys and placeholders of English."""

from __future__ import annotations

from waystation.wording.cards.tongue import Tongue

__all__ = ["VIETNAMESE"]

SENTENCES = {
    # the head of a card
    "draft": "BẢN NHÁP: không được dùng. Chưa có tín hiệu.",
    "unreviewed": "Chưa được người nói tiếng Việt kiểm tra.",
    # labels
    "where": "Ở đâu",
    "when": "Khi nào",
    "people": "Mấy người",
    "number": "Chuyến",
    "they": "Họ đưa ra",
    "you": "Bạn đưa ra",
    "comes": "Người đến đưa ra",
    "waits": "Người đợi đưa ra",
    "then": "Sau đó",
    "wrong": "Khi có chuyện",
    "notes": "Trên đường",
    "call": "Gọi cho ai",
    "words": "Nói gì khi gọi",
    # times
    "day": "{weekday} {day}/{month}",
    "day.said": "{weekday}, ngày {day} {month}",
    "clock.said": "{hour} giờ {minute} phút",
    "clock.full": "{hour} giờ",
    "moment": "{day}, {clock}",
    "window": "{day}, từ {opens} đến {closes}",
    "from": "từ {begins} đến {ends}",
    # signs
    "shown": "{thing} {colour}",
    "sign": "{shown}; khi trời tối, nói số {number}",
    "sign.none": "chưa có",
    # how one moves
    "foot": "đi bộ",
    "ford": "lội qua nước",
    "boat": "đi thuyền",
    "car": "đi ô tô",
    "bus": "đi xe khách",
    "train": "đi tàu hỏa",
    "air": "đi máy bay",
    # what happens then
    "bring": "Đưa họ {mode} đến {goal}. Đến nơi: {arrives}.",
    "bring.onward": "Đưa họ {mode} đi tiếp đến {goal}. Đến nơi: {arrives}.",
    "pass": "Để họ đi qua.",
    "host.leave": "Họ rời đi: {leaves}.",
    "host.end": "Họ ở lại với bạn.",
    "go": "Đi cùng người ấy, {mode}.",
    "go.onward": "Đi tiếp cùng người đã đưa bạn đến, {mode}.",
    "go.alone": "Tự {mode} đến {goal}. Đến nơi: {arrives}.",
    "arriving": "Khi đến nơi, bạn đưa ra: {sign}. Họ đưa ra: {answer}.",
    "stay": "Ở trong nhà và giữ yên lặng.",
    "stay.fetched": "Ở trong nhà và giữ yên lặng. Sẵn sàng lúc: {leaves}.",
    "wait": "Đợi ở đó, đừng để ai chú ý.",
    "listen": "Họ gọi khi đến nơi, muộn nhất: {late}.",
    # what to do when it goes wrong
    "nobody.broker": "Đến {closes} không có ai: hãy đi khỏi đó, không quay lại, và gọi.",
    "wrong.broker": "Không có tín hiệu hoặc sai: không nói chuyện với họ. Cứ đi tiếp và gọi.",
    "back.broker": "Bị chặn phải quay lại: đưa họ về {place} và gọi.",
    "late.broker": "Sẽ đến muộn hơn {late}: hãy gọi.",
    "nobody.official": "Đến {closes} không có ai: không làm gì cả.",
    "wrong.official": "Không có tín hiệu hoặc sai: bạn không quen họ.",
    "nobody.host": "Đến {closes} không có ai: không ra ngoài tìm. Hãy gọi.",
    "wrong.host": "Không có tín hiệu hoặc sai: nói là hết chỗ. Hãy gọi.",
    "fetch.host": "Không ai đến đón họ: giữ họ ở trong nhà và gọi.",
    "asked.host": "Có người hỏi về họ: bạn không biết gì. Gọi khi chỉ có một mình.",
    "nobody.traveller": "Đến {closes} không có ai: ở bên nhau, nấp kín, và gọi.",
    "wrong.traveller": "Không có tín hiệu hoặc sai: đừng đi với họ. Hãy gọi.",
    "back.traveller": "Bị chặn phải quay lại: trở về {place} và gọi.",
    "parted.traveller": "Bị lạc nhau: trở về {place} và đợi ở đó.",
    "missed.traveller": "Bị lỡ: ở bên nhau, nấp kín, và gọi.",
    "fetch.traveller": "Không ai đến đón: ở yên chỗ đó và gọi.",
    "silent.liaison": "Đến {late} không có cuộc gọi: báo ngay cho người phụ trách.",
    "other.liaison": "Nói câu khác: hỏi lại một lần họ thế nào, rồi báo cho người phụ trách.",
    "pressed.liaison": "Nói câu khi bị ép: nói chuyện như thường, không hỏi gì, báo ngay cho người phụ trách.",
    # calls
    "known": "Số mà bạn biết.",
    "words.learnt": "Chỉ nói câu đã thuộc lòng. Câu ấy không ghi ở đâu cả.",
    "good": "Mọi việc ổn: “{phrase}”",
    "bad": "Có chuyện rồi: “{phrase}”",
    "pressed": "Có người ép chúng tôi gọi: “{phrase}”",
    # SMS
    "sms.draft": "BẢN NHÁP.",
    "sms.unreviewed": "Chưa kiểm tra (unreviewed).",
    "sms.window": "{day} {opens}-{closes}",
    "sms.at": "{day} {opens}",
    "sms.sign": "{shown} (tối: {number})",
    "sms.broker": "{place}, {when}. {people} người. Bạn: {sign}, họ: {answer}. Đưa đến {goal}. "
    "Không ai hoặc sai tín hiệu: đi khỏi, gọi. Bị chặn: đưa họ về, gọi.",
    "sms.broker.onward": "{place}, {when}: đi tiếp đến {goal}. Bị chặn: đưa họ về, gọi.",
    "sms.official": "{place}, {when}. {people} người. Họ: {sign}, bạn: {answer}. Để họ qua. "
    "Không ai hoặc sai tín hiệu: không làm gì.",
    "sms.official.onward": "{place}, {when}: để họ qua.",
    "sms.host": "{place}, {when}. {people} người. Họ: {sign}, bạn: {answer}. Không ai: đừng tìm, gọi. "
    "Sai tín hiệu: hết chỗ, gọi.",
    "sms.host.leave": "Họ đi {leaves}. Không ai đón: giữ trong nhà, gọi.",
    "sms.host.there": "{place}. {people} người đi {leaves}. Không ai đón: giữ trong nhà, gọi.",
    "sms.host.leave.alone": "Họ đi {leaves}.",
    "sms.host.there.alone": "{place}. {people} người đi {leaves}.",
    "sms.host.there.end": "{place}. {people} người ở lại.",
    "sms.traveller": "{place}, {when}. Bạn: {answer}, họ: {sign}. Đi cùng. Không ai hoặc sai tín hiệu: nấp, gọi. "
    "Bị chặn: quay về, gọi.",
    "sms.traveller.onward": "{place}, {when}: đi tiếp cùng người ấy. Bị chặn: quay về, gọi.",
    "sms.traveller.alone": "{place}, {when}: {mode} đến {goal}. Lỡ hoặc bị chặn: quay về, nấp, gọi.",
    "sms.arriving": "Đến nơi bạn: {sign}, họ: {answer}.",
    "sms.stay": "{place} đến {leaves}. Ở trong nhà. Không ai đón: ở yên, gọi.",
    "sms.stay.alone": "{place} đến {leaves}. Ở trong nhà.",
    "sms.wait": "{place} đến {leaves}. Đợi, đừng để ai chú ý.",
    "sms.stay.end": "{place}. Ở trong nhà.",
    "sms.liaison": "{number}: gọi muộn nhất {late}. {place}, {when}, {people} người, tín hiệu {sign}, đáp {answer}. "
    "Không gọi: báo người phụ trách.",
    "sms.liaison.unmet": "{number}: gọi muộn nhất {late}. {place}, {when}, {people} người. "
    "Không gọi: báo người phụ trách.",
    "sms.call": "Gọi {number}.",
}

VIETNAMESE = Tongue(
    code="vi",
    english="Vietnamese",
    sentences=SENTENCES,
    colours=("đỏ", "vàng", "xanh lá", "xanh dương", "trắng", "đen"),
    things=(
        "túi", "giỏ", "ô", "mũ", "khăn quàng", "khăn mặt", "cốc", "bát", "chai", "dây thừng", "ruy băng", "chăn",
        "găng tay", "giày", "sách", "hộp", "quạt", "gương", "xô", "phong bì", "thắt lưng", "tất", "tạp dề", "áo khoác",
    ),
    openings=(
        "Trời mưa một chút.", "Trời nắng rồi.", "Ở đây có gió.", "Tôi ngủ ngon.", "Tôi vừa thức dậy.",
        "Hôm nay chợ đông.", "Tôi hơi mệt.", "Đêm qua mát.",
    ),
    remarks=(
        "Chúng tôi ăn mì.", "Chúng tôi ăn cơm với trứng.", "Trà ngọt quá.", "Canh nóng lắm.",
        "Chó nhà hàng xóm sủa nhiều.", "Gà gáy làm tôi thức giấc.", "Cái đài bị hỏng.", "Tôi mua chuối.",
        "Tôi mua cái đèn mới.", "Giày vẫn còn tốt.", "Anh họ tôi gửi lời chào.", "Quần áo khô rồi.",
        "Vườn cần tưới nước.", "Lúa sắp chín.", "Con mèo đẻ rồi.", "Tôi mất cái ô.",
        "Tôi tìm thấy cái mũ cũ.", "Đồng hồ chạy chậm.", "Bọn trẻ học hát.", "Mái nhà sửa xong rồi.",
        "Giếng sâu lắm.", "Bây giờ cá đắt.", "Ở đây muối rẻ.", "Tôi đang đan khăn.",
    ),
    weekdays=("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"),
    months=tuple(str(month) for month in range(1, 13)),
    said_weekdays=("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"),
    said_months=(
        "tháng một", "tháng hai", "tháng ba", "tháng tư", "tháng năm", "tháng sáu", "tháng bảy", "tháng tám",
        "tháng chín", "tháng mười", "tháng mười một", "tháng mười hai",
    ),
    digits=("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"),
    ten="mười",
    tens={
        2: "hai mươi", 3: "ba mươi", 4: "bốn mươi", 5: "năm mươi", 6: "sáu mươi", 7: "bảy mươi", 8: "tám mươi",
        9: "chín mươi",
    },
    teens={11: "mười một"},
    last={1: "mốt", 5: "lăm"},
)  # fmt: skip
