"""Given names that are one name: a person's in several languages, the ways to spell it in Latin letters, and its short forms."""

from __future__ import annotations

_GROUPS = """
sergey sergei serge serhiy serhii siarhei sergej
aleksandr alexander alexandre aleksander oleksandr aliaksandr alexandr alex sasha
aleksey alexei alexey oleksiy oleksii aliaksei aleksei
dmitry dmitri dmitriy dmitrii dmytro dzmitry dimitri
mikhail michael mykhailo mykhaylo mikhael mihail mike mick
nikolai nikolay mykola mikalai nikolaj nicholas nick
vladimir volodymyr uladzimir wladimir
denis dzyanis denys dennis
yevgeny evgeny evgeniy yevgeniy evgenii yevhen yevgeni yauhen evgeni eugene
andrei andrey andriy andrii andrej andrew andy
yuri yury yuriy iurii yurii jurij iouri
pavel pavlo paul
petr petro pyotr peter piotr
konstantin kostyantyn kanstantsin constantine
viktor victor viktar
igor ihor ihar
oleg oleh aleh
vasily vasiliy vasilii vasyl vasil
grigory grigoriy grigorii hryhoriy gregory grigori ryhor greg
anatoly anatoliy anatolii anatoli anatol
valery valeriy valerii valeri
gennady gennadiy gennadii hennadiy henadz
leonid leanid
fedor fyodor fedir theodore
tatyana tatiana tetiana tatsiana
elena yelena olena alena helen
natalia natalya nataliya natallia nataliia
ekaterina yekaterina kateryna katsiaryna catherine katherine kate cathy
mohammed muhammad mohamed mohammad mohamad muhammed mohd mehmet
ahmed ahmad ahmet
yusuf yousef youssef yousuf yusef
ibrahim ebrahim
hussein husayn hossein hussain hosein husein hussayn
hassan hasan
omar umar
osama usama
ali aly
khalid khaled
said saeed saeid sayeed
mahmud mahmoud mahmood
mustafa mostafa moustafa
abdul abd abdel abdal abdol abdu
abdallah abdullah abdollah abdulla
jamal gamal djamal
qasim kassim qassem kasim ghasem kassem qassim
faysal faisal feisal
hamid hameed
rashid rasheed
nasir nasser naser
sayf saif seif
sulayman suleiman soleiman sulaiman soleyman
zayd zaid zayn zein
ismail esmail ismael esmaeil
yahya yehia yahia
jafar jaafar
fawaz fawwaz fuaz
abu abou
william bill billy will
robert bob rob bobby
richard rick dick
james jim jimmy
john johnny jack
thomas tom tommy
charles charlie chuck
joseph joe josef
edward ed eddie ted
anthony tony
daniel dan danny
david dave
elizabeth liz beth betty
margaret maggie peggy
christopher chris
samuel sam
benjamin ben
steven steve stephen stepan
matthew matt
kenneth ken
ronald ron
donald don
timothy tim
lawrence larry
raymond ray
gerald jerry
francis frank
roberto beto
alberto beto
heriberto beto
gabriela gaby gabriel
francisco pancho paco franky frank
jose pepe chepe
jesus chuy chucho
guadalupe lupe lupita
guillermo memo
ignacio nacho
antonio tono tony
eduardo lalo
enrique quique kike
ricardo ricky
fernando nando
adolfo fito
rodolfo fito
manuel manolo manny
wenceslao wencho chelo
leonardo leo
ernesto neto
gustavo tavo
gregorio goyo
rafael rafa
graciela chela
gilberto gil beto
humberto beto
sergio checo
vicente chente
salvador chava
alejandro alex jandro
vladimir vova volodya
nikolai kolya
mikhail misha
dmitry dima
yevgeny zhenya
aleksey lyosha alyosha lesha
sergey seryozha serezha
roman roma
konstantin kostya
yuri yura
petr petya
ivan vanya
pavel pasha
anatoly tolya
gennady gena
elena lena
natalia natasha
ekaterina katya
tatyana tanya
olga olya
svetlana sveta
maria masha
irina ira
anastasia nastya
grigory grisha
boris borya
viktor vitya
stanislav stas
eduard edik
gholam gulam ghulam qolam
reza rida ridha
mahdi mehdi
javad jawad
husayn hoseyn
"""
_CANTONESE = """
chan chen; cheung zhang; wong wang; wong huang; lau liu; lam lin; ng wu; ho he; chow zhou; leung liang; kwok guo; tsang zeng; hui xu; yuen yuan; yuen ruan;
fung feng; tang deng; chiu zhao; mak mai; kwan guan; tse xie; so su; yeung yang; chung zhong; tsui xu; lo luo; lo lu; pang peng; poon pan; siu xiao; siu shao;
cheng zheng; choi cai; chu zhu; kong jiang; luk lu; mok mo; to du; tong tang; wan yun; wan wen; yim yan; yau qiu; yip ye; ip ye; kwan jun; wai wei; wai hui;
fat fa; keung qiang; kin jian; chi zhi; chi zi; man wen; kit jie; hung hong; hung xiong; shing cheng; shing sheng; wing yong; wing rong; kam jin; kam gan; fai hui;
hoi hai; sau xiu; sau shou; kuen quan; chuen quan; chuen chuan; lap li; yiu yao; tak de; yuet yue; suet xue; kei qi; kei ji; chun jun; chun zhen; hon han; lik li;
kwong guang; kwong kuang; sang sheng; yee yi; kai jia; kai qi; king jing; ngai wei; ngan yan; sum shen; sum cen; shum shen; shum cen; heung xiang; cheuk zhuo;
tsz zi; chak ze; yat yi; yat ri; hok he; hok xue; fong fang; hing xing; hing qing; ting ding; yuk yu; kan jian; kan qin; ching qing; ching cheng; shek shi;
tin tian; sing xing; sing cheng; kiu qiao; chor chu; ko gao; au ou; lui lei; lui lu; tsoi cai; tam tan; yam ren; yan ren; yan xin; lee li; hwei wei; hwei hui; chao zhao; jao zhao
"""
"""Chinese syllables as Hong Kong, Macao and the south spell them, beside the pinyin of characters that they are commonly written for."""
_GROUPS_OF: dict[str, tuple[int, ...]] = {}
for _number, _line in enumerate([*_GROUPS.strip().splitlines(), *_CANTONESE.replace("\n", " ").split(";")]):
    for _name in _line.split():
        _GROUPS_OF[_name] = (*_GROUPS_OF.get(_name, ()), _number)


def groups(word: str) -> tuple[int, ...]:
    """The numbers of the groups that a given name belongs to; none for any other word."""
    return _GROUPS_OF.get(word, ())
