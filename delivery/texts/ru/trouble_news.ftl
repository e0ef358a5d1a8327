# Кому-то трудно: что об этом читает координатор

trouble-news = ⚠️ <b>{ $who }: { $late ->
        [yes] нужна помощь
       *[no] трудности
    }</b>
trouble-news-what = «{ $title }» · до { $day }
