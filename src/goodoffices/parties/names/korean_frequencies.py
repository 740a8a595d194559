"""How common each surname and each syllable of given names is among Koreans.

Surnames: shares per thousand after South Korea's census of 2015 (Statistics Korea), rounded and written down from general knowledge, not
transcribed from its tables; rare ones guessed.
Northern and southern spellings of one surname (리/이, 림/임, 로/노, 류/유, 량/양, 라/나, 렴/염, 려/여) are one here, under the southern form.
Given syllables: estimated weights per thousand syllables, from general knowledge of popular southern given names and of the habits of
northern ones (철, 혁, 광, 룡, 국, 일 commoner there); not counted. They set how much evidence a syllable is, no more.
"""

from __future__ import annotations

_SURNAMES = """
김 215 이 147 박 84 최 47 정 43 강 26 조 23 윤 21 장 20 임 17 한 15.5 오 15.4 서 15.1 신 15 권 14.2 황 14 안 13.8 송 13.8 전 11.3
홍 11.2 유 13 고 9.5 문 9.3 양 9.3 손 9.2 배 8 백 7.7 허 6.6 남 5.5 심 5.5 노 5.1 하 4.6 곽 4.1 성 4 차 3.9 주 4 우 3.9 구 4 나 3.2
민 3.4 진 3.6 지 3.1 엄 2.9 채 2.6 원 2.6 천 2.4 방 2.6 공 1.8 현 1.8 함 1.6 변 2.2 염 1.4 여 1.7 추 1.2 도 1.1 소 1 석 1.2 선 .8 설 .9
마 .8 길 .8 연 .7 위 .6 표 .6 명 .6 기 .6 반 .6 왕 .5 금 .5 옥 .5 육 .4 인 .4 맹 .4 제 .4 모 .4 남궁 .4 탁 .4 국 .4 어 .4 은 .3 편 .3 용 .3
예 .2 경 .3 봉 .2 사 .2 부 .2 황보 .2 가 .2 복 .2 태 .2 목 .2 형 .1 피 .1 두 .1 감 .1 음 .1 빈 .1 동 .1 온 .1 사공 .1 제갈 .1 선우 .1 호 .1
범 .1 좌 .1 팽 .1 승 .1 간 .1 상 .1 시 .1 갈 .1 서문 .05 독고 .05 계 .1 당 .05 화 .05 단 .05 초 .05 판 .05 궁 .05 필 .03 란 .02 탄 .02
"""
_GIVEN = """
영 42 성 30 정 34 수 30 철 22 호 28 진 27 상 18 현 30 경 24 준 22 민 22 용 14 명 17 재 20 동 18 종 15 승 14 희 18 숙 12 순 12 미 14 은 22
혜 12 지 30 원 14 일 14 광 11 창 11 기 15 태 13 혁 9 국 8 길 7 남 10 춘 6 학 7 석 11 인 12 주 16 우 14 선 14 훈 13 규 9 형 7 근 6 덕 6
봉 6 병 9 문 7 만 6 룡 5 송 5 연 12 윤 10 옥 7 자 9 화 8 홍 6 강 6 천 4 택 4 복 4 금 5 련 3 실 2 향 2 란 2 설 2 별 1 심 1.5 아 6 하 7 서 10
예 5 유 7 나 4 도 5 건 5 환 6 식 7 웅 3 섭 3 범 3 권 2.5 찬 4 필 2 삼 2 세 4 해 4 대 5 두 2 양 2.5 배 1.5 익 2 중 4 충 2 평 1.5 표 1.5 현 0
효 3 휘 1 흥 2 량 1 렬 1.5 열 2 림 2 린 2 임 2 엽 1 율 1.5 의 2 시 3 신 3 안 1.5 애 3 언 1 여 1 오 1.5 완 2 왕 .3 외 .1 욱 3 운 3 월 1.5
이 3 장 1.5 전 1 제 2 조 1.5 차 1 채 3 청 1 총 .4 추 .7 치 1 칠 .7 탁 .7 통 .3 학 0 한 3 함 .2 헌 1.5 협 1 황 .3 후 1.5 관 2 구 3 군 1 귀 2
균 2 극 .5 곤 .6 교 1 고 .7 걸 1.2 겸 .7 결 .3 계 1.5 공 .5 과 .1 난 1 내 .3 녀 .6 노 .7 능 .2 다 2.5 단 .7 담 .3 달 1 돈 .5 득 1 등 .2 라 1.5
락 .5 래 .5 려 .5 령 1 례 .8 로 .4 록 .4 리 2 마 .3 말 .8 매 .3 면 .2 모 .8 목 .2 무 1.5 묵 .2 박 .3 반 .3 방 .6 백 .5 번 .2 법 .1 벽 .1 변 .1
보 2 본 .3 부 .7 북 .1 분 .8 불 .1 빈 1 빛 .3 사 .5 산 .5 상 0 새 .4 색 .1 생 .7 섬 .1 소 3 솔 .6 솜 .1 솟 0 슬 .7 습 .1 쌍 .1 악 .1 암 .1 억 .2
업 .2 역 .1 염 .2 영 0 왈 .1 요 .3 욕 0 육 .1 융 .2 을 .4 음 .2 응 1 잉 0 작 .1 잔 .1 점 .3 접 .1 족 .1 존 .1 좌 .1 죽 .1 즙 0 증 .2 직 .5
질 0 집 .1 징 .1 척 .1 첨 .1 첩 0 체 .1 초 .5 촌 .2 최 .1 축 .1 출 .1 취 .1 측 0 친 .1 쾌 .1 타 .1 탄 .1 탑 0 터 .1 토 .1 퇴 0 파 .1 판 .2 팔 .3
패 .1 팽 .1 포 .1 풍 .3 품 .1 피 .1 핵 .1 행 .3 허 .1 험 0 혈 0 혼 .1 활 .1 회 .5 획 0 횡 0 훤 .1 흔 .1 흠 .2 흡 .1 날 .1 들 .2 늘 .2 람 .7 름 .3
빛나 0 샘 .3 슬기 0 은하 0 룬 .1 륙 .1 률 .3 륜 .3 륭 .2 륵 .1 령 0 론 .1 뢰 .1 료 .1 루 .2 류 .3 름 0 릉 .1 리 0 립 .1 감 .1 갑 .5 각 .2 간 .1
개 .2 객 0 거 .2 검 .1 격 .1 견 .2 온 .3 옹 .1 와 .1 왜 0 울 .2 위 .3 즐 0 참 .2 책 0 처 .1 첫 .1 큰 .1 큼 0 탐 .1 텔 0 펴 0 펼 0 힘 .1 힌 0
"""


def _shares(table: str) -> dict[str, float]:
    words = table.split()
    weights: dict[str, float] = {}
    for syllable, weight in zip(words[::2], words[1::2], strict=True):
        weights[syllable] = max(float(weight), weights.get(syllable, 0.0))
    weights = {syllable: weight for syllable, weight in weights.items() if weight}
    total = sum(weights.values())
    return {syllable: weight / total for syllable, weight in weights.items()}


SURNAMES = _shares(_SURNAMES)
GIVEN = _shares(_GIVEN)
RARE_GIVEN = 2e-5
"""The share of any syllable that the table does not know."""
SINGLE_GIVEN = 0.05
"""The share of people whose given name is one syllable."""
