# Что было отправлено

command-sent = Что было отправлено

sent-head-all = <b>Отправлено, сначала новое</b>
sent-head = <b>Отправлено: { $about }</b>
sent-nothing = Здесь пока ничего нет.
sent-line =
    <b>{ $at } · { $who }</b>
    { $kind ->
        [digest] напоминание
        [reminder] напоминание
        [announcement] объявление
        [announcement-again] объявление, ещё раз
        [assigned] новые поручения
        [amended] изменения плана
        [trouble-news] просьба о помощи
        [review-news] отчёты на проверке
        [report-accepted] отчёт принят
        [report-returned] отчёт возвращён
        [undated] вопрос о мероприятиях без срока
        [let-off] дела перешли к другим
        [handed-to] передано дело
        [handed-returned] дело вернули
        [handed-ended] переданное дело снято
        [handed-done] переданное дело выполнено
        [handed-undone] «выполнено» по переданному делу отменено
        [staff-received] дела другого человека
        [staff-relieved] дела отданы другому человеку
        [absence-deputy] заместителю: кого заменяет
        [absence-released] заместителю: больше не заменяет
        [absence-noted] отмечено отсутствие
        [absence-over] отсутствие закончено
        [absence-return] к возвращению: что было за это время
        [absence-unattended] отсутствие без заместителя
        [calendar-changed] календарь изменился
        [calendar-warning-decree] нужны переносы выходных
        [calendar-warning-terms] нужны даты учебного года
       *[other] сообщение
    }{ $items } — { $outcome }
sent-about = : { $items }
sent-words = : «{ $words }»
sent-more = и ещё { $count }
sent-item = { $title } ({ $kind ->
        [start] начало работы
        [after] срок прошёл
        [again] отложенное
        [coordinator] координатору: просрочено
        [head] руководителю: просрочено
        [cap] напоминания исполнителю кончились
        [unreached] исполнитель не подключён
        [asked] напоминание по просьбе
       *[ahead] { $days ->
            [0] в день срока
            [one] за { $days } рабочий день
            [few] за { $days } рабочих дня
           *[many] за { $days } рабочих дней
        }
    })
sent-outcome = { $state ->
        [sent] { $repeated ->
            [yes] доставлено { $at }, возможно дважды
           *[no] доставлено { $at }
        }
        [blocked] не доставлено: бот заблокирован
        [failed] не доставлено: Telegram не принял
        [unknown] неизвестно, дошло ли
        [cancelled] остановлено
        [answered] не отправлено: ответ уже есть
        [merged] не отправлено: объединено с новым
        [stale] не отправлено: настали тихие часы, вошло в следующее
        [not-connected] не отправлено: нет подключения к боту
        [amended] не отправлено: план изменился
        [absent] не отправлено: человек отсутствовал
        [dropped] не отправлено: уже не нужно
        [pending] ещё не отправлено
        [held] приостановлено
        [claimed] отправляется
        [sending] отправляется
       *[other] не отправлено: уже не нужно
    }
sent-people = <b>Чьи сообщения показать?</b>
sent-plans = <b>По какой дорожной карте?</b>
sent-by-person = По человеку
sent-by-plan = По дорожной карте
sent-all = Показать всё
