"""The commonest words of languages in Latin letters, with those of questions on learning, as they are spelled.

No English word, term or name is among them: what stands here tells that a message is not in English.
"""

COMMON: dict[str, str] = {
    "es": """
        el un de al que qué cómo dónde cuándo cuál cuáles cuánto cuánta cuántos quién porque pero también muy más
        menos mejor bueno buena buenos buenas algún alguno alguna algunos nada nadie todos toda otra otro este esta
        esto esos estos ese eso aquí ahora hoy antes después desde hasta entre sobre con para por los las del una unos
        unas soy eres somos estoy está están fue ser estar tengo tiene tienes tienen hay hacer hago puedo puede puedes
        quiero quiere quisiera quería gustaría necesito busco sé sabe sabes saber aprender aprendo estudiar estudio
        empezar empiezo comenzar entender recomiendan recomiendas recomiéndenme recomienda recomendación curso cursos
        libro libros gratis gratuito gratuita gratuitos matemáticas matemática principiante principiantes nuevo nueva
        redes neuronales inteligencia diferencia vale pena tiempo horas hora semana semanas meses mes años año trabajo
        programar programación español hola gracias favor porfa ejercicios proyectos proyecto certificado cero terminé
        terminado ya siguiente difícil fácil mi hijo hija cortos alternativa parte alguien probó probado entiendo
        entiende mucho mucha muchos poco poca pocos vieja viejo compu computadora carrera universidad profesor profe
        clase clases primero primera segundo luego entonces según mientras tampoco siempre nunca casi además aunque
        cada cual quien suyo nuestro usar uso sirve alcanza funciona pasa hice hizo vengo vivo digo veo pensar creo
        parece necesita necesario debería deberia tendría conviene consejo consejos ayuda ayudar duda dudas gente
        chicos buen mal rato ganas largo corto corta barato caro estadística estadistica álgebra calculo cálculo
        física fisica datos ejemplo ejemplos inglés ingles idioma ahorita muchas
    """,
    "pt": """
        de ao que como onde quando qual quais quanto quanta quantos quem porque pra mas também muito muita mais menos
        melhor bom boa bons algum alguma alguns nada ninguém tudo todos toda outra outro este esta isso isto esse essa
        aqui agora hoje antes depois desde até entre sobre com para por uma umas dos das pela pelo nos sou são somos
        estou está estão foi ser estar tenho tem têm há fazer faço fez posso pode consigo quero quer queria gostaria
        preciso procuro sei sabe saber aprender aprendo estudar estudo começar começo entender recomendam recomenda
        indica indicam curso cursos livro livros grátis gratuito gratuita gratuitos matemática iniciante iniciantes
        redes neurais inteligência diferença vale pena tempo horas semana semanas meses mês anos trabalho programar
        programação português olá oi obrigado obrigada favor pfv exercícios projetos projeto certificado terminei já
        próximo difícil fácil meu minha filho filha vídeos pular alguém não dá acho ainda assinei assinou alguem
        entendo entende jeito muitos pouco pouca poucos velho velha computador faculdade universidade aula aulas
        primeiro primeira segundo então enquanto nunca sempre quase cada nosso nossa usar uso funciona formei fiz moro
        digo vejo pensar parece precisa deveria ajuda ajudar dúvida duvida dúvidas pessoal galera gente longo curto
        curta barato caro estatística estatistica álgebra cálculo física fisica dados exemplo exemplos inglês ingles
        idioma valeu obg blz cara aí lá né tá tô vou vai indo acabei mesmo
    """,
    "fr": """
        un le de que quoi où quand quel quelle quels quelles combien qui pourquoi mais aussi très moins mieux meilleur
        bon bonne quelque quelques rien tout tous toute autre autres ce cette ces ça cela ici maintenant avant après
        depuis entre sans avec pour par sur dans les des une du est sont suis êtes sommes était être j'ai avez avons
        ont faire fais fait peut peux peut-on puis-je veux veut voudrais aimerais besoin faut cherche sais savoir
        apprendre étudier commencer débuter comprendre recommandez conseillez conseil cours livre livres bouquin
        gratuit gratuite gratuits mathématiques débutant débutants débutante nouveau réseaux neurones différence vaut
        temps heures heure semaine semaines mois ans année travail bosse programmation français salut bonjour merci
        svp exercices projet projets vidéos certificat zéro fini terminé déjà difficile facile trop dur mon mes fils
        fille je il elle nous vous ils ne pas est-ce n'ai c'est d'un d'une qu'est quelqu'un encore jour choisir testé
        essayé connait connaît comprend comprends pige personne beaucoup peu vieux vieille ordi ordinateur fac
        université première deuxième ensuite alors pendant toujours jamais presque chaque notre votre utiliser utilise
        sert suffit sors viens vis vois penser pense crois semble devrais aide aider gens cher statistiques algèbre
        calcul physique données exemple exemples anglais langue d'abord ouais nul niveau métier trouve trouver lire
        regarder plutôt
    """,
    "de": """
        wie wo wann welche welches welcher welchen wieviel warum wieso aber auch sehr mehr weniger besser beste bester
        bestes guter gute gutes etwas nichts alles alle andere dieser diese dieses hier jetzt heute vor nach zwischen
        über ohne für von zu zum zur auf bei aus das der dem den des ein eine einen einem einer und oder ist sind bist
        sein habe haben hast kann können kannst muss möchte wollen brauche brauch suche weiß wissen lernen lerne
        studieren anfangen fange beginnen verstehen empfehlt empfehlen empfiehlt empfehlung kurs kurse buch bücher
        kostenlos kostenlose kostenloses kostenlosen gratis mathe mathematik anfänger einsteiger neuronale netze neu
        unterschied lohnt sich zeit stunden stunde woche wochen monate jahre arbeit programmieren programmierung
        deutsch hallo moin danke bitte übungen projekt projekte zertifikat fertig schon noch schwer leicht einfach
        mein meine ich du sie wir ihr mir mich dir nicht kein keine keinen gibt geht reicht dauert lange lieber gern
        gerne durch stattdessen überspringen zweite erste hatte hätte jemand erfahrung niemand viel viele wenig alter
        rechner universität lehrer erst zuerst danach dann während immer nie jeder jede unser euer benutzen nutzen
        nutzt hilft reichen läuft komme komm kommt checke kapiere verstehe versteht denke glaube scheint sollte
        sollten soll müsste könnte würde würdet hilfe helfen frage fragen leute kurz kurzes billig teuer physik daten
        beispiel beispiele englisch sprache womit wohin worauf weiter sagt macht machen mache mach gemacht wäre wurde
        werden wird wirst eher direkt eigentlich vielleicht gerade neue neuen neuer neues gleich irgendwie
    """,
    "it": """
        rispondere risposta domanda il un le al lo che cos'è dove quando quale quali quanto quanta quanti perché però
        anche molto più meno meglio migliore buono buona qualche qualcosa niente nulla tutto tutti altro altra questo
        questa questi quello qui adesso oggi prima dopo fino tra fra senza con gli della delle dei degli dal dalla nel
        nella sul sulle sulla una sono sei siamo è era essere ho hai ha abbiamo hanno fare faccio fatto posso può puoi
        voglio vuole vorrei mi cerco sapere imparare studiare iniziare cominciare inizia capire consigliate
        consigliami consiglio consigli corso corsi libro libri gratis gratuito gratuita gratuiti matematica
        principiante principianti nuovo reti neurali intelligenza differenza vale pena tempo ore settimana settimane
        mesi anni lavoro programmare programmazione italiano ciao salve grazie favore esercizi progetto progetti
        certificato finito già difficile facile troppo mio mia figlio figlia c'è ci si ancora ce da di chi provato
        conviene partire parte vengo capisco capisce nessuno molti pochi vecchio vecchia università professore lezione
        lezioni primo secondo poi allora mentre sempre quasi ogni nostro vostro usare basta funziona vivo dico vedo
        pensare penso credo sembra dovrei devo aiuto aiutare dubbio gente ragazzi breve brevi lungo caro statistica
        fisica dati esempio esempi inglese lingua esiste esistono qualcuno strada suggerite suggerimenti studi
        diventare seguire leggere guardare saltare stesso stessa tutte tutta caduta parla troppa
    """,
    "nl": """
        de wat hoe waar wanneer welke welk hoeveel wie waarom maar ook zeer meer minder beste goed goede iets niets
        alles andere deze dit dat hier vandaag voor na sinds tot tussen zonder van naar bij uit het een ik je jij hij
        zij wij jullie mij mijn zijn ben bent heb heeft hebben hebt kan kunnen moet moeten wil willen nodig zoek weet
        weten leren leer studeren beginnen begrijpen aanraden raden cursus cursussen boek boeken gratis wiskunde nieuw
        neurale netwerken verschil waard moeite tijd uur uren weken maanden jaar werk programmeren nederlands hallo
        hoi bedankt graag alsjeblieft oefeningen projecten certificaat klaar nog moeilijk makkelijk zoon dochter niet
        geen te lukt dan duurt liever overslaan korte leuk verpleegkundige iemand niemand ervaring veel weinig oude
        oud universiteit leraar lessen eerst eerste tweede daarna terwijl altijd nooit bijna elke onze gebruiken
        gebruikt gebruik werkt genoeg kom komt woon zeg zie denk denken geloof lijkt zou zouden hulp helpen vraag
        vragen mensen kort goedkoop statistiek natuurkunde gegevens voorbeeld voorbeelden engels taal meteen snappen
        doen gedaan worden wordt waarmee verder gewoon misschien eigenlijk iedereen zelf beter maken maak volgende
        volgen vinden vind lezen kijken
    """,
    "pl": """
        jak gdzie kiedy jaki jaka jakie który która które ile kto dlaczego ale też także bardzo więcej mniej lepszy
        lepiej najlepszy najlepsza dobry dobra coś nic wszystko inny inne tego tej teraz dzisiaj dziś przed od między
        bez ze dla przy jest są jestem być był masz mają mieć robić mogę można może chcę chciałbym chciałabym
        potrzebuję potrzebna szukam wiem znam nauczyć uczyć nauka nauki zacząć zaczynam zrozumieć polecacie polećcie
        poleca polecenie kurs kursy kursu książka książki książkę darmowy darmowa darmowe matematyka matematyki
        matematykę początkujących początkujący nowy sieci neuronowe neuronowych różnica warto wart warty czas czasu
        godzin godziny tydzień tygodniu miesiące miesięcy lat lata praca pracę programować programowania polsku polski
        cześć hej dzięki proszę poproszę ćwiczenia projekt projekty certyfikat certyfikatem skończyłem skończyłam już
        dalej trudna trudne łatwe mój moja syn nie czy się lub albo za dam radę początek zajmuje czego jakiś pominąć
        ktoś nikt doświadczenie dużo mało stary komputer uczelnia profesor lekcja lekcje pierwszy pierwsza drugi potem
        podczas zawsze nigdy prawie każdy każda nasz wasz używać używam wystarczy działa mieszkam mówię widzę myślę
        wydaje powinienem powinnam trzeba muszę pomoc pomocy pomóżcie pytanie ludzie krótki krótkie tani drogi
        statystyka algebry fizyka fizyki dane przykład przykłady angielsku angielski język robił robiła robię zrobić
        rozumiem rozumie umieć umiem kupić studiach studia najpierw dobrze dobre więc tylko chyba właśnie lepsze
        czytać oglądać któryś znaleźć
    """,
    "tr": """
        şimdilik yalnızca cevap nasıl nerede nereden hangi hangisi kaç kim neden niye ama çok daha iyi bir şey hiç
        başka bu şu burada şimdi bugün önce sonra kadar arasında olmadan ile için ve veya mı mü değil yok sen biz siz
        benim bana olmak olur olsa oldu istiyorum isterim lazım gerekli gerek gerekiyor arıyorum biliyorum bilmiyorum
        öğrenmek öğreniyorum öğrenebilir çalışmak başlamak başlangıç başlayan başlamalıyım anlamak önerirsiniz önerin
        önerisi öneri kurs kursu kurslar kitap kitabı ücretsiz bedava matematik yapay zeka sinir ağları fark farkı
        değer zaman süre sürer saat saatim hafta haftada yıl yaşında iş programlama kodlama türkçe merhaba selam
        teşekkürler lütfen proje projesi sertifika sertifikalı sıfırdan bitirdim zor kolay oğlum kızım yapabilir miyim
        yapmalıyım hakkında kısa atlasam misiniz kaynak hala kimse tecrübe deneyim eski bilgisayar üniversite hoca
        dersler ikinci sonraki hiçbir neredeyse bizim sizin kullanmak kullanıyor yeter yeterli çalışıyor geliyorum
        yaşıyorum diyor görüyorum düşünüyorum sanırım gibi yardım soru insanlar uzun ucuz pahalı istatistik cebir
        fizik örnek örnekler ingilizce anlayamadım anlamıyorum anladım alsam mantıklı mezunuyum başlayayım
        çalışmalıyım olan olarak kötü bence acaba peki tamam evet hayır bunu böyle nereye neyi aldım yaptım yapmak
        izlemek okumak
    """,
    "id": """
        apa apakah bagaimana gimana dimana mana kapan berapa siapa kenapa mengapa tapi tetapi juga sangat banget lebih
        paling bagus baik sesuatu semua lain ini itu sini sekarang hari sebelum sesudah setelah sejak sampai antara
        tanpa dengan untuk buat bagi pada dari yang atau saya aku gue kamu kita kami mereka adalah punya harus bisa
        mau ingin pengen perlu butuh cari tahu tau belajar mulai memahami mengerti paham rekomendasi saran kursus buku
        gratis matematika pemula jaringan saraf tiruan kecerdasan buatan bedanya perbedaan layak waktu minggu seminggu
        bulan tahun kerja pemrograman halo makasih terima kasih tolong latihan proyek sertifikat sertifikatnya nol
        udah sudah selesai susah sulit mudah anak umur gak nggak tidak bukan cuma aja sama soal tentang boleh minta
        terlalu diikuti terus lagi suka bahan masih pernah ikut pengalaman banyak sedikit kampus kuliah dosen pertama
        kedua lalu kemudian sambil selalu hampir setiap pakai cukup lulusan tinggal bilang lihat liat pikir kayaknya
        sepertinya harusnya bantu bantuan tanya pertanyaan orang singkat pendek panjang murah mahal fisika aljabar
        contoh inggris bahasa bingung ngerti mending enaknya dulu langsung gitu begitu jadi kalau kalo biar supaya
        karena soalnya ya sih deh loh tuh belum sendiri nonton baca cocok milih pilih
    """,
    "vi": """
        không gì nào thế làm sao đâu ở khi bao nhiêu lâu tại nhưng cũng rất hơn nhất tốt hay này đó bây giờ hôm trước
        sau từ đến giữa về với cho của và là có được mình tôi anh bạn tớ muốn cần biết tìm học bắt đầu hiểu khóa sách
        miễn phí toán người mới mạng nơ-ron trí tuệ nhân tạo khác nhau đáng thời gian tuần tháng tuổi việc lập trình
        tiếng việt chào cảm ơn xin giúp bài tập dự án chứng chỉ xong rồi tiếp khó dễ trai gái mất bỏ qua thì mà mỗi ạ
        nhé những các một nên như tài liệu còn quá ngắn kinh nghiệm nhiều ít cũ máy trường thầy cô giáo tiên thứ hai
        trong luôn gần dùng đủ ổn chạy sống nói thấy nghĩ hình phải hỏi câu dài rẻ đắt thống kê đại số vật lý dữ ví dụ
        yếu vẫn chưa vậy nha nhỉ đc hoc muon duoc khong toan gioi ngành nghề đọc xem chọn lộ thích hợp trực tuyến
    """,
    "hi-Latn": """
        hai hain hoon hu hun tha thi kya kaise kahan kaha kab kaun kaunsa kaunsi kitna kitne kitni kyu kyun kyon lekin
        bhi bahut zyada jyada kam accha acha achha achi acchi kuch kuchh sab dusra ye yeh wo woh yaha yahan abhi aaj
        pehle baad tak beech bina sath saath liye ka ki ke ko se mein mujhe mujhko mera meri mere humko aap aapka apna
        apni karna karu karun karo karta karti kar kare raha rahe rahi gaya gayi hua chahiye chahta chahti chahte
        sakta sakti sakte seekh seekhna seekhne sikhna sikhni seekhni sikh padhna padhai samajh samajhna samajhne
        shuru batao bata bataye bataiye dhundh kitab muft ganit aur ya nahi nhi nahin koi wala wale wali bhai yaar
        haan ji hafte mahine saal ghante samay pasand beti khatam milega mushkil aasan rahega banne banna jisme sirf
        paas lagta lagega kisi kisne purana purani bilkul padhu padha padhi samjh aata aati aaya thoda thodi bahot
        bohot poora sabse warna phir toh kyuki kyunki isliye agar magar jaise waise idhar udhar dekho dekh dekha
        dekhna dekhu liya lelo diya dijiye karke kiya hota hoti hote jana jao jaata chalega chalta kaam paisa paise
        mehnga sasta zaroori zaruri sawal jawab madad bhaiya angrezi
    """,
}
"""The words by the code of their language; `hi-Latn` is Hindi in Latin letters."""
UKRAINIAN = """
    що чи як який яка яке які це або з із й має маю мене мені мій моя вивчити вчити навчитися почати порадьте
    порадите книжка книжки книжку година годин тиждень тижнів лише тільки треба потрібно потрібна чому коли де хто
    безкоштовно складна складно вийде краще зараз далі після дуже можу хочеться дякую привіт будь ласка
"""
"""The commonest Ukrainian words that are not Russian."""
PARTICLES = """
    al ao ben bhai bhaiya bon bonjour ca ce che chi chua ci com con da dados das datos de del della dem den der des
    deutsch di dos du duda el entre era espanol francais gratis ha hai ho hoc hola il ist italiano ja je ka ke ki kita
    ko kurs la las le les lo los mes mi moi moin mon na nao ne nederlands oder oi ola ou par pas pena polsku
    portugues qui salut sans sao se sei si sou sur tem tempo todos toi tu turkce uma un una universidad vale van von
    ya yaar yang
"""
"""Those that stand in names as well, or in few English messages (without accents): each says less."""
ONLY_WITH_ACCENTS = """
    a ai algebra am an ate ban bat bay bo ca cam can ce chi chua co con cu da dai de difference do doc du dung e gan
    gi gio go goi ha ham hay hinh hop is it la lap lo long luon ma mat may minh moi mu nao nay nen ngan nghe nhi o on
    once phai phi premiere rat re roi sa sang sao se so song sure tan tap ten tham thay the thu tien to toi tot tu tue
    uber vat vay vi videos xem yeu zero
"""
"""What is an English word, a term or a name when it is written without its accents."""
ENGLISH = """
    about after again all also am an and any anyone are as at be because been best between but by can
    cant could did difference does dont down even explain for from get give going good got had have he help
    heres his how i id if im in into is it its ive just know like lot made make makes many might more most much
    my need not of on only or our out please really she should so some still such take taking than that the
    their then there theres these they this those though to too took up use used using very want was we were
    what when where which while who why will with without worth would yes you your
"""
"""The commonest English words that are no words of the others."""
AS_IN_ENGLISH: dict[str, str] = {
    "es": "a me no he",
    "pt": "a as do me no so",
    "fr": "a as me on",
    "de": "also am an in so was will",
    "it": "a do in me no so",
    "nl": "had in is me of want was we",
    "pl": "do i to we",
    "tr": "an at is on",
    "vi": "can do no so to",
    "hi-Latn": "are do is me so to us",
}
"""English words that these languages have too: beside words of theirs, they speak for neither."""
