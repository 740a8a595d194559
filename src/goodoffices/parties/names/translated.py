"""Words of bodies' names in Korean, Chinese, Arabic and Persian, and what lists say for them in English.

Korean and Chinese write a body's name without spaces (조선백호무역회사, 深圳市比广贸易有限公司). Where a run of characters has a word by which bodies
are known, its known words are put into English and what is left between them is the proper word, written as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from goodoffices.parties.names import chinese

_KOREAN = """
조선민주주의인민공화국: korea
조선인민군: korean people's army
조선: korea
총회사: general corporation
무역회사: trading corporation
무역총회사: general trading corporation
회사: corporation
상사: trading company
공사: corporation
총국: general bureau
무역은행: foreign trade bank
대외무역: foreign trade
대외경제: external economic
무역: trading
은행: bank
신용은행: credit bank
상업은행: commercial bank
개발은행: development bank
해운: shipping
해사: maritime
선박: shipping
기술: technology
정보기술: information technology
개발: development
투자: investment
합영: joint venture
합작: joint venture
련합: united
연합: united
광업: mining
경제: economic
국제: international
과학: science
연구소: research institute
연구원: research institute
연구쎈터: research center
연구센터: research center
원자력: nuclear
종합대학: university
대학: university
건설: construction
기계: machinery
금속: metal
석탄: coal
화학: chemical
전자: electronics
보험: insurance
항공: airlines
국가보위성: ministry of state security
보위성: ministry of state security
사회안전성: ministry of social security
인민보안성: ministry of peoples security
정찰총국: reconnaissance general bureau
로동당: workers party
노동당: workers party
위원회: committee
주식회사: company limited
유한회사: company limited
유한책임회사: llc
"""
_CHINESE = """
有限责任公司 有限責任公司: company limited
股份有限公司: company limited
有限公司: company limited
公司: company
集团 集團: group
科技 技术 技術: technology
电子 電子: electronics
贸易 貿易 商贸 商貿: trading
进出口 進出口: import export
国际 國際: international
实业 實業 工业 工業: industry
银行 銀行: bank
发展 發展: development
投资 投資: investment
物流: logistics
货运代理 貨運代理: freight forwarding
供应链 供應鏈: supply chain
管理: management
航运 航運 海运 海運 船务 船務: shipping
航空: aviation
宇航 航天: aerospace
机械 機械: machinery
机床 機床: machine tool
材料: material
化工 化学 化學: chemical
能源: energy
石油: oil
矿业 礦業: mining
建设 建設 建筑 建築: construction
工程: engineering
信息: information
网络 網絡: network
激光: laser
元件 零部件: components
研究所 研究院: research institute
大学 大學: university
中国 中國: china
朝鲜 朝鮮: korea
香港: hong kong
北京市 北京: beijing
上海市 上海: shanghai
深圳市 深圳: shenzhen
广州市 广州 廣州: guangzhou
大连市 大连 大連: dalian
丹东市 丹东 丹東: dandong
沈阳市 沈阳 瀋陽: shenyang
延边 延邊: yanbian
延吉: yanji
东莞市 东莞 東莞: dongguan
武汉市 武汉 武漢: wuhan
宁波市 宁波 寧波: ningbo
青岛市 青岛 青島: qingdao
天津市 天津: tianjin
义乌市 义乌 義烏市: yiwu
山东省 山东 山東: shandong
辽宁省 辽宁 遼寧: liaoning
吉林省 吉林: jilin
黑龙江省 黑龙江 黑龍江: heilongjiang
"""
_ARABIC = """
شركه شركت: company
بنك بانك مصرف: bank
وزاره وزارت: ministry
تجاره تجارت بازرگاني: trading
صنايع صناعه صناعات صنعت: industry
فناوري تكنولوژي تكنولوجيا: technology
كشتيراني: shipping
هواپيمايي: airlines
هوايي: aviation
هوافضاي: aerospace
نفت: oil
گاز غاز: gas
ايران: iran
سوريا: syria
اسلامي اسلاميه: islamic
انقلاب: revolutionary
پاسداران: guard
سپاه: corps
نيروي: force
دانشگاه جامعه: university
سازمان منظمه: organization
بنياد: foundation
گروه مجموعه: group
محدود محدوده: limited
ملي وطنيه: national
تحقيقات پژوهش: research
پژوهشگاه: institute
مهندسي: engineering
ساختمان: construction
توسعه: development
تعاون: cooperation
زندان: prison
خبرگزاري: agency
مركز: center
"""
_FEWEST = 4
"""Characters that a run must have for its words to be looked for: a person's name has two or three, seldom four."""


def _table(lines: str) -> dict[str, str]:
    return {
        word: line.partition(": ")[2] for line in lines.strip().splitlines() for word in line.partition(": ")[0].split()
    }


def _longest_first(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile("(" + "|".join(sorted(table, key=len, reverse=True)) + ")")


ARABIC = _table(_ARABIC)
"""Words in Arabic letters, as `arabic.settled` leaves them, in English."""
_WORDS = {**_table(_KOREAN), **_table(_CHINESE)}
_KNOWN = _longest_first(_WORDS)
_RUN = re.compile(
    f"[\uac00-\ud7a3]{{{_FEWEST},}}|[\u4e00-\u9fff]{{{_FEWEST},}}|[\uac00-\ud7a3]{{2,}}|[\u4e00-\u9fff]{{2,}}"
)


def in_english(text: str) -> str:
    """A text whose Korean and Chinese words for kinds of bodies stand in English, if any of its runs of characters is a body's name."""
    if not any("\u4e00" <= c <= "\ud7a3" for c in text):
        return text
    runs = _RUN.findall(text)
    if not any(len(run) >= _FEWEST and _KNOWN.search(run) for run in runs) and not (
        len(runs) > 1 and any(run in _WORDS for run in runs)
    ):
        return text
    return _RUN.sub(_run, text)


def _run(found: re.Match[str]) -> str:
    parts: list[str] = _KNOWN.split(found[0])
    spell: Callable[[str], str] = chinese.pinyin if found[0] < "\uac00" else str
    return " " + " ".join(_WORDS.get(part) or "".join(map(spell, part)) for part in parts if part) + " "
